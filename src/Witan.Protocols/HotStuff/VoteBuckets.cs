using Witan.Core.Certificates;
using Witan.Primitives;
using Witan.Primitives.Membership;

namespace Witan.Protocols.HotStuff;

/// <summary>Votes that are being collected, by view and phase; bounded to views around the current one.</summary>
internal sealed class VoteBuckets(Configuration configuration)
{
    /// <summary>Views behind: a certificate of one that was given up may still be the highest.</summary>
    public const ulong Behind = 2;

    /// <summary>Views ahead: votes may overtake the proposals that lead there.</summary>
    public const ulong Ahead = 8;

    private readonly SortedDictionary<(View View, byte Kind), VoteTable> _tables = [];
    private readonly SortedSet<(View View, byte Kind)> _certified = [];

    public int Count => _tables.Count;

    /// <summary>Whether votes of a view are taken, seen from another one.</summary>
    public static bool IsWithin(View view, View current) =>
        view.Value + Behind >= current.Value && view.Value <= current.Value + Ahead;

    public VoteTable Of(View view, byte kind)
    {
        if (_tables.TryGetValue((view, kind), out var known)) return known;
        return _tables[(view, kind)] = new VoteTable(configuration);
    }

    /// <summary>Notes that the votes of a phase gave a certificate.</summary>
    /// <returns>Whether it is the first.</returns>
    public bool MarkCertified(View view, byte kind) => _certified.Add((view, kind));

    public void EnterView(View view)
    {
        _certified.RemoveWhere(key => key.View.Value + Behind < view.Value);
        foreach (var key in _tables.Keys.ToArray())
        {
            if (key.View.Value + Behind < view.Value) _tables.Remove(key);
        }
    }
}
