using Witan.Core.Messages;

namespace Witan.Simulation.Attacks;

/// <summary>
/// What a strategy did, counted where it stands between the honest code and the network: not what it says of itself.
/// </summary>
public sealed class Deeds
{
    /// <summary>Messages that went out otherwise than the honest code wrote them.</summary>
    public const string Changed = "changed";

    /// <summary>Messages that did not go out.</summary>
    public const string Withheld = "withheld";

    /// <summary>Messages that went out later.</summary>
    public const string Delayed = "delayed";

    /// <summary>Messages that went out beside an honest one.</summary>
    public const string Added = "added";

    /// <summary>Messages that it sent of its own accord.</summary>
    public const string Said = "said";

    /// <summary>Messages that arrived and that the honest code did not see.</summary>
    public const string Hidden = "hidden";

    /// <summary>Links or nodes that it cut.</summary>
    public const string Cut = "cut";

    private readonly SortedDictionary<string, long> _counts = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _details = new(StringComparer.Ordinal);

    public long Total => _counts.Values.Sum();

    /// <summary>By the names above, those that happened.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> All => [.. _counts];

    /// <summary>What was done more exactly, e.g. "Prepare.view", where a strategy chooses among many things.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> Details => [.. _details];

    /// <param name="deed">One of the names above.</param>
    internal void Add(string deed) => _counts[deed] = _counts.GetValueOrDefault(deed) + 1;

    internal void Specify(string detail) => _details[detail] = _details.GetValueOrDefault(detail) + 1;

    /// <summary>Compares what really goes to one recipient with what should have gone.</summary>
    internal void Compare(Message honest, IReadOnlyList<(Message Message, long Delay)> going)
    {
        if (going.Count == 0) Add(Withheld);
        var isGone = going.Any(item => ReferenceEquals(item.Message, honest));
        for (var i = 0; i < going.Count; i++)
        {
            if (!ReferenceEquals(going[i].Message, honest)) Add(i == 0 && !isGone ? Changed : Added);
            if (going[i].Delay > 0) Add(Delayed);
        }
    }
}
