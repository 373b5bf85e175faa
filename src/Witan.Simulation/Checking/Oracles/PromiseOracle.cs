using Witan.Core.Messages;
using Witan.Core.Safety;
using Witan.Primitives;
using Witan.Simulation.Networks;
using Witan.Simulation.Nodes;

namespace Witan.Simulation.Checking.Oracles;

/// <summary>
/// O13: the ledger of all signatures of correct replicas, over all their lives. No two texts under one promise key,
/// none below a floor that was promised before. Knows nothing of the guard or the journal.
/// </summary>
public sealed class PromiseOracle(Digest cluster, FaultySet faulty, Findings findings) : IClusterObserver
{
    private readonly Dictionary<(uint Replica, PromiseKey Key), Digest> _said = [];
    private readonly Dictionary<(uint Replica, ulong Configuration, byte Type), ulong> _floors = [];

    /// <summary>Signatures of correct replicas.</summary>
    public long Signatures { get; private set; }

    public void OnSigned(SimulatedReplica replica, SignedStatement statement)
    {
        Signatures++;
        var said = statement.Statement;
        if (faulty.Contains(replica.Id) || said.Promise is not { } key) return;
        var text = said.TextDigest(cluster, 0);
        if (!_said.TryAdd((replica.Id.Value, key), text))
        {
            if (_said[(replica.Id.Value, key)] != text)
                findings.Add("O13 promises", $"{replica.Id} signed two texts of {Describe(said, key)}");
            return;
        }

        var floor = (replica.Id.Value, said.Configuration.Value, key.Type);
        if (_floors.TryGetValue(floor, out var lowest) && key.Major < lowest)
            findings.Add("O13 promises", $"{replica.Id} signed {Describe(said, key)} below its promise of {lowest}");
        if (said.Floor is not { } raised) return;
        foreach (var type in raised.Types)
        {
            var raisedKey = (replica.Id.Value, said.Configuration.Value, type);
            _floors[raisedKey] = Math.Max(raised.Major, _floors.GetValueOrDefault(raisedKey));
        }
    }

    private static string Describe(Statement said, PromiseKey key) =>
        $"{MessageNames.Of(said)}({key.Major}, {key.Minor})";
}
