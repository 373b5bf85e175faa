using Witan.Core.Application;
using Witan.Core.Execution;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Simulation.Checking.Reference;
using Witan.Simulation.Nodes;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Checking.Oracles;

/// <summary>
/// O3, O4, the second half of O6 and O7's measure: everything in the log was sent by a client of this world, is
/// executed at most once, and gave what a plain sequential replay on plain maps gives. The replay knows neither the
/// core's maps nor its sessions.
/// </summary>
/// <param name="faulty">Of which nothing is expected.</param>
/// <param name="findings">Where it is told.</param>
/// <param name="reference">Replays.</param>
/// <param name="isOfSecondDevice">
/// Whether a bundle that no client of this world sent is one all the same: signed with a client's key that a liar holds
/// too. Null where no key is shared.
/// </param>
public sealed class LogOracle(
    FaultySet faulty, Findings findings, IStateMachine reference, Func<Bundle, bool>? isOfSecondDevice = null)
    : IClusterObserver
{
    private readonly HashSet<Digest> _sent = [];
    private readonly SortedDictionary<ulong, ExecutedBlock> _log = [];
    private readonly SortedDictionary<(SessionId Session, ulong Number), LoggedResult> _executed = [];
    private readonly ReferenceState _state = new();
    private ulong _replayed;

    /// <summary>Requests executed so far, as far as the log is known without a gap.</summary>
    public int Executed => _executed.Count;

    /// <summary>How far the log is known without a gap.</summary>
    public Height Replayed => new(_replayed);

    public void OnSent(NodeName from, NodeName to, Message message, long number)
    {
        if (!from.IsReplica && message is Bundle bundle) _sent.Add(bundle.Digest);
    }

    public void OnExecuted(SimulatedReplica replica, ExecutedBlock block)
    {
        if (faulty.Contains(replica.Id)) return;
        var height = block.Commitment.Height.Value;
        if (height <= _replayed || _log.ContainsKey(height)) return;
        _log.Add(height, block);
        while (_log.Remove(_replayed + 1, out var next)) Replay(next);
    }

    /// <summary>What the log says of a request, or null.</summary>
    public LoggedResult? Find(SessionId session, ulong number) =>
        _executed.TryGetValue((session, number), out var result) ? result : null;

    private void Replay(ExecutedBlock block)
    {
        var height = block.Commitment.Height;
        _replayed = height.Value;
        var requests = new List<Request>();
        var leaves = new List<ResultLeaf>();
        foreach (var bundle in block.Bundles)
        {
            if (!_sent.Contains(bundle.Bundle.Digest) && isOfSecondDevice?.Invoke(bundle.Bundle) != true)
                findings.Add("O3 validity", $"height {height} holds a bundle that no client sent");
            foreach (var leaf in bundle.Leaves)
            {
                requests.Add(
                    new Request(leaf.Session.Client, bundle.Bundle.Requests[(int)(leaf.Number - bundle.Bundle.First)]));
                leaves.Add(leaf);
            }
        }

        var results = new ReferenceResults();
        reference.Apply(new BlockContext(height, block.Commitment.Time), _state, requests, results);
        for (var i = 0; i < leaves.Count; i++) Compare(height, leaves[i], results.Items[i], block.Commitment.Time);
        CompareState(block);
    }

    private void Compare(Height height, in ResultLeaf leaf, byte[] expected, BlockTime time)
    {
        var key = (leaf.Session, leaf.Number);
        if (_executed.TryGetValue(key, out var earlier))
            findings.Add(
                "O4 no duplication", $"request {leaf.Number} of a session at heights {earlier.Height} and {height}");
        else
            _executed.Add(key, new LoggedResult(height, time, leaf.Result));
        if (!leaf.Result.Span.SequenceEqual(expected))
            findings.Add("O6 state", $"height {height}: a result differs from the sequential replay");
    }

    /// <summary>Entry by entry, every so often: a root says that something differs, not what.</summary>
    private void CompareState(ExecutedBlock block)
    {
        if (block.Commitment.Height.Value % 16 != 0) return;
        if (_state.DifferenceTo(block.State) is { } difference)
            findings.Add("O6 state", $"height {block.Commitment.Height}: {difference}");
    }
}
