using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Networks;

/// <summary>
/// What happens to messages of a kind on their way: a standing rule until it is removed. Null and empty mean any.
/// </summary>
public sealed class MessageRule
{
    private long _matched;

    /// <summary>Types of docs/wire-format.md; a name of a scenario file may stand for several.</summary>
    public IReadOnlyList<byte>? Types { get; init; }

    public IReadOnlyList<NodeName>? From { get; init; }

    public IReadOnlyList<NodeName>? To { get; init; }

    /// <summary>Applies from here, microseconds.</summary>
    public long Begin { get; init; }

    /// <summary>Applies before here, microseconds.</summary>
    public long End { get; init; } = long.MaxValue;

    /// <summary>Only the n-th that matches, from 1; 0 for every one.</summary>
    public long Nth { get; init; }

    public MessageFate Fate { get; init; } = MessageFate.Drop;

    /// <summary>Of <see cref="MessageFate.Delay"/>, microseconds.</summary>
    public long DelayBy { get; init; }

    /// <summary>Told when the rule applies; may be null.</summary>
    public Action? Fired { get; init; }

    /// <summary>Whether the rule applies to this message; counts it.</summary>
    public bool Takes(NodeName from, NodeName to, byte type, long now)
    {
        if (now < Begin || now >= End) return false;
        if (Types is not null && !Types.Contains(type)) return false;
        if (From is not null && !From.Contains(from)) return false;
        if (To is not null && !To.Contains(to)) return false;
        _matched++;
        if (Nth != 0 && _matched != Nth) return false;
        Fired?.Invoke();
        return true;
    }
}
