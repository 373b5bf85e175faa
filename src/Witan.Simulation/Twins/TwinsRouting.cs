using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Simulation.Nodes;
using Witan.Simulation.Scenarios;
using Witan.Simulation.Worlds;

namespace Witan.Simulation.Twins;

/// <summary>
/// Who hears what in a case: view r is round r. The number in a message decides, not the time at which it is sent; a
/// message without one belongs to the highest view that its sender entered. Views after the last round are whole, and
/// clients always hear and are heard.
/// </summary>
/// <remarks>
/// A leader that works stays for ever, and a case would end in its first round. So what belongs to a view falls silent
/// when the time of its round is over: then the replicas suspect its leader.
/// </remarks>
internal sealed class TwinsRouting : IClusterObserver
{
    private readonly TwinsInput _input;
    private readonly World _world;
    private readonly long _roundTime;
    private readonly int[][] _blockOf;
    private readonly SortedDictionary<NodeName, ulong> _entered = [];

    /// <param name="input">Of the case.</param>
    /// <param name="schedule">The case.</param>
    /// <param name="world">Its time.</param>
    /// <param name="roundTime">How long a round may take, microseconds.</param>
    public TwinsRouting(TwinsInput input, TwinsCase schedule, World world, long roundTime)
    {
        (_input, _world, _roundTime) = (input, world, roundTime);
        _blockOf = [.. schedule.Rounds.Select(round => BlocksByNode(input, round))];
    }

    public void OnNote(SimulatedReplica replica, Trace trace)
    {
        if (trace.Kind == TraceKind.ViewEntered)
            _entered[replica.Name] = Math.Max(trace.View.Value, _entered.GetValueOrDefault(replica.Name));
    }

    public bool Passes(NodeName from, NodeName to, Message message)
    {
        if (!from.IsReplica || !to.IsReplica) return true;
        var named = ViewOf(message);
        var view = named ?? _entered.GetValueOrDefault(from);
        if (view >= (ulong)_blockOf.Length) return true;
        if (named is not null && _world.Now >= ((long)view + 1) * _roundTime) return false;
        return _blockOf[view][NodeOf(from)] == _blockOf[view][NodeOf(to)];
    }

    /// <summary>Statements of protocols stand at (view, slot), or at a view alone.</summary>
    private static ulong? ViewOf(Message message) =>
        message is SignedStatement { Statement: { Promise: { } key, Type: >= MessageType.FirstOfProtocol } }
            ? key.Major
            : null;

    private int NodeOf(NodeName name)
    {
        if (name.Kind != NodeKind.Twin) return name.Index;
        var node = _input.Members;
        foreach (var twin in _input.Twins)
        {
            if (twin == name.Index) break;
            node++;
        }

        return node;
    }

    private static int[] BlocksByNode(TwinsInput input, TwinsRound round)
    {
        var blocks = new int[input.Nodes];
        for (var block = 0; block < round.Blocks.Count; block++)
        {
            foreach (var node in round.Blocks[block]) blocks[node] = block;
        }

        return blocks;
    }
}
