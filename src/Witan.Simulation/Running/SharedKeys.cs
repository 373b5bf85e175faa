using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Simulation.Checking;
using Witan.Simulation.Checking.Linearizability;
using Witan.Simulation.Nodes;
using Witan.Simulation.Scenarios;
using Witan.Simulation.Workloads;

namespace Witan.Simulation.Running;

/// <summary>
/// Clients whose key a liar holds too (A22, second device). What the other device says is a client's word like any
/// other, and what the client itself is told of its numbers nobody can promise.
/// </summary>
internal sealed class SharedKeys
{
    private readonly SortedSet<PublicKey> _keys = [];
    private readonly SimulatedCluster _cluster;

    public SharedKeys(SimulatedCluster cluster, Scenario scenario)
    {
        _cluster = cluster;
        foreach (var fault in scenario.Faults)
        {
            if (fault.Action is not FaultAction.Byz { Strategy: "ImpersonateClient" } byz) continue;
            var call = byz.Resolve();
            if (call.Choice("form") == "secondDevice")
                _keys.Add(cluster.ClientOf(call.Client("client")).Signer.PublicKey);
        }
    }

    public bool Any => _keys.Count > 0;

    /// <summary>
    /// The first logical client that speaks through no shared key; the first of all where there is none.
    /// </summary>
    public int Unshared =>
        _cluster.Settings.Gateways > 0 ? 0 : Math.Max(0, _cluster.Clients.ToList().FindIndex(c => !Holds(c)));

    /// <summary>Whether a call went out under a shared key.</summary>
    public bool Covers(Call call) => call.Through is { } client && Holds(client);

    /// <summary>Whether a bundle is a client's word although no client of this world sent it.</summary>
    public bool Admits(Bundle bundle) => _keys.Contains(bundle.Session.Client)
        && _cluster.Scheme.Verify(bundle.Session.Client, bundle.TextDigest(_cluster.Cluster), bundle.Signature);

    /// <summary>
    /// O8 where a key is shared: the other device's operations are in the log and in no history, so no history can be
    /// searched. The log is the order; it must respect the real time of the calls under keys that are not shared. That
    /// their results are those of the log's replay is judged elsewhere.
    /// </summary>
    public void JudgeOrder(IReadOnlyList<Call> calls, Findings findings)
    {
        var operations = new List<OrderedOperation>();
        foreach (var call in calls)
        {
            if (Covers(call) || !call.IsAcknowledged || call.Height is not { } height) continue;
            var isRead = call.Outcome is Client.ClientOutcome.Answered;
            var position = isRead
                ? OrderPosition.AfterAllOf((long)height.Value) : new OrderPosition((long)height.Value, 0);
            operations.Add(new OrderedOperation(call.Client, call.CalledAt, call.ReturnedAt!.Value, position, isRead));
        }

        if (RealTimeOrder.Check(operations) is { } violation) findings.Add("O8 linearizability", violation.Text);
    }

    private bool Holds(SimulatedClient client) => _keys.Contains(client.Signer.PublicKey);
}
