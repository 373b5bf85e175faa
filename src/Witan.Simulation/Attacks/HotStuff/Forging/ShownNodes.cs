using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Protocols.HotStuff;
using Witan.Simulation.Attacks.Pbft.Forging;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks.HotStuff.Forging;

using Node = Witan.Protocols.HotStuff.Node;

/// <summary>
/// Nodes that a corrupted leader showed in the place of those of its honest code, by view. Whoever asks gets them.
/// </summary>
/// <param name="times">In how many views; null for all.</param>
internal sealed class ShownNodes(long? times)
{
    private readonly SortedDictionary<View, SignedStatement?> _shown = [];
    private readonly OwnBodies _bodies = new();
    private long _count;

    /// <summary>What was shown in a view; null if nothing but the honest node.</summary>
    public Proposal? In(View view) => _shown.GetValueOrDefault(view)?.Statement as Proposal;

    /// <summary>The other proposal of a view, made at the first asking; null where there is none.</summary>
    public SignedStatement? FindOrMake(View view, Func<SignedStatement?> make)
    {
        if (_shown.TryGetValue(view, out var known)) return known;
        var made = _count < (times ?? long.MaxValue) ? make() : null;
        _shown.Add(view, made);
        if (_shown.Count > SeenTree.Kept) _shown.Remove(_shown.Keys.First());
        if (made is not { Statement: Proposal { Node: var node } }) return made;
        _count++;
        if (node.Block is { } block) _bodies.Add(block);
        return made;
    }

    /// <summary>Answers as the honest code would if it held them.</summary>
    public void Answer(Liar liar, NodeName from, Message message)
    {
        if (message is FetchBodies bodies) _bodies.Answer(liar, from, bodies);
        if (message is FetchNodes fetch && Find(fetch.Node) is { } node)
            liar.Send(from, new Protocols.HotStuff.Nodes(fetch.Configuration, [node]));
    }

    private Node? Find(Digest id)
    {
        foreach (var signed in _shown.Values)
        {
            if (signed?.Statement is Proposal shown && shown.Node.Id == id) return shown.Node;
        }

        return null;
    }
}
