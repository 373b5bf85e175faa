using Witan.Core.Messages;
using Witan.Primitives;

namespace Witan.Core.Admission;

/// <summary>
/// Clients that signed two bundles of one session with the same number and other content (RULES 1). Nobody but that
/// client is harmed, since whichever is ordered first executes; so it is counted and the texts are not kept.
/// </summary>
internal sealed class ClientLies
{
    /// <summary>Keys counted by name; only known keys come this far. The rest is counted together.</summary>
    public const int MaxClients = 32;

    private readonly SortedDictionary<PublicKey, ulong> _counts = [];

    public int Clients => _counts.Count;
    private ulong _others;

    /// <summary>
    /// "client-" and the first half of its key, or "client-others"; never more than <see cref="MaxClients"/> + 1.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, ulong>> All
    {
        get
        {
            var all = new List<KeyValuePair<string, ulong>>();
            foreach (var (client, count) in _counts) all.Add(new("client-" + client.ToString()[..32], count));
            if (_others > 0) all.Add(new("client-others", _others));
            return all;
        }
    }

    public void Count(PublicKey client)
    {
        if (_counts.TryGetValue(client, out var count)) _counts[client] = count + 1;
        else if (_counts.Count < MaxClients) _counts.Add(client, 1);
        else _others++;
    }

    /// <summary>Whether two bundles give one number of one session to different requests.</summary>
    public static bool Contradict(Bundle one, Bundle other)
    {
        if (one.Session != other.Session) return false;
        var end = Math.Min(one.End, other.End);
        for (var number = Math.Max(one.First, other.First); number < end; number++)
        {
            var (mine, theirs) = (one.Requests[(int)(number - one.First)], other.Requests[(int)(number - other.First)]);
            if (!mine.Span.SequenceEqual(theirs.Span)) return true;
        }

        return false;
    }
}
