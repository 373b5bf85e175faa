using Witan.Core.Contract;
using Witan.Simulation.Checking;
using Witan.Simulation.Checking.Oracles;
using Witan.Simulation.Nodes;
using Witan.Simulation.Tests.Attacks;
using Xunit;

namespace Witan.Simulation.Tests.Checking;

/// <summary>O11: tables beside their bounds.</summary>
public sealed class MemoryOracleTests
{
    [Theory]
    [InlineData(10, 0)]
    [InlineData(11, 1)]
    public void A_table_of_a_correct_replica_above_its_bound_is_told_of_once(long held, int violations)
    {
        var findings = Watch([], _ => [new Gauge("fake", held, 10)]);

        Assert.Equal(violations, findings.Violations.Count);
        Assert.All(findings.Violations, v => Assert.Equal("O11 memory", v.Oracle));
    }

    [Fact]
    public void Nothing_is_expected_of_the_tables_of_a_faulty_replica()
    {
        var findings = Watch([2], replica => [new Gauge("fake", replica.Id.Value == 2 ? 11 : 0, 10)]);

        Assert.Empty(findings.Violations);
    }

    [Fact]
    public void A_replica_reports_each_table_once_within_its_bound_and_some_of_them_are_used()
    {
        var used = new SortedSet<string>(StringComparer.Ordinal);
        var names = new SortedSet<string>(StringComparer.Ordinal);
        Watch([], replica =>
        {
            Assert.Equal(replica.Gauges.Count, replica.Gauges.Select(g => g.Name).Distinct().Count());
            Assert.All(replica.Gauges, g => Assert.InRange(g.Held, 0, g.Bound));
            names.UnionWith(replica.Gauges.Select(g => g.Name));
            used.UnionWith(replica.Gauges.Where(g => g.Held > 0).Select(g => g.Name));
            return [];
        });

        Assert.True(names.Count >= 14, string.Join(", ", names));
        string[] wanted = ["kept replies", "pbft slots", "pbft views of a slot", "pool bytes", "state tallies"];
        Assert.DoesNotContain(wanted, name => !used.Contains(name));
    }

    private static Findings Watch(int[] faulty, Func<SimulatedReplica, IReadOnlyList<Gauge>> gaugesOf)
    {
        var run = new AttackRun(1, 4, faulty);
        var set = new FaultySet();
        foreach (var index in faulty) set.Add(run.Cluster[index].Id);
        var findings = new Findings(run.Cluster.World);
        run.Cluster.Observe(new MemoryOracle(set, findings, null, gaugesOf));
        run.Run();
        return findings;
    }
}
