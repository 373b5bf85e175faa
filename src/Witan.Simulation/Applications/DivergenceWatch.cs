using Witan.Core.Execution;
using Witan.Primitives;
using Witan.Simulation.Nodes;

namespace Witan.Simulation.Applications;

/// <summary>
/// Keeps the states of recent heights and compares: states are immutable, so keeping one costs nothing.
/// </summary>
internal sealed class DivergenceWatch : IClusterObserver
{
    private const int KeptHeights = 256;

    private readonly SortedList<ulong, (ReplicaId Replica, ExecutedBlock Block)> _first = [];

    /// <summary>The first height with two states, and both of them.</summary>
    public (Height Height, ReplicaId Left, StateMaps LeftState, ReplicaId Right,
        StateMaps RightState)? Found { get; private set; }

    public void OnExecuted(SimulatedReplica replica, ExecutedBlock block)
    {
        var height = block.Commitment.Height;
        if (!_first.TryGetValue(height.Value, out var first))
        {
            _first.Add(height.Value, (replica.Id, block));
            if (_first.Count > KeptHeights) _first.RemoveAt(0);
            return;
        }

        if (Found is not null || first.Block.Commitment.State == block.Commitment.State) return;
        Found = (height, first.Replica, first.Block.State, replica.Id, block.State);
    }
}
