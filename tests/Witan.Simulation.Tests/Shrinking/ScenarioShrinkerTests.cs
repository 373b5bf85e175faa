using Witan.Simulation.Checking;
using Witan.Simulation.Running;
using Witan.Simulation.Scenarios;
using Witan.Simulation.Services;
using Witan.Simulation.Shrinking;
using Xunit;

namespace Witan.Simulation.Tests.Shrinking;

public sealed class ScenarioShrinkerTests
{
    /// <summary>More state transfers are expected than there can be: no fault has to do with it.</summary>
    [Fact]
    public void An_expectation_that_cannot_hold_needs_no_fault_no_operation_and_a_plain_network()
    {
        var scenario = Failing() with { Expect = new Expectations { StateTransfersAtLeast = 1_000 } };

        var shrinking = Shrink(scenario, tries: 100)!;

        Assert.Equal("expect.stateTransfersAtLeast", shrinking.Oracle);
        Assert.True(shrinking.IsMinimal);
        Assert.Empty(shrinking.Smallest.Faults);
        Assert.Empty(shrinking.Smallest.Script);
        Assert.Equal(0, shrinking.Smallest.Workload.Ops);
        Assert.Equal(1, shrinking.Smallest.Cluster.Clients);
        Assert.Equal(4, shrinking.Smallest.Cluster.N);
        Assert.Equal(new NetworkSpec(), shrinking.Smallest.Network);
        Assert.Equal("expect.stateTransfersAtLeast", RunOf(shrinking.Smallest)[0].Oracle);
        Assert.Empty(ScenarioReader.Check(shrinking.Smallest, [PbftDescription.Value]));
    }

    /// <summary>No quorum without two of four: of the faults, exactly the two that keep them away are left.</summary>
    [Fact]
    public void Only_the_faults_that_the_failure_needs_are_left()
    {
        var scenario = Failing() with
        {
            Cluster = new ClusterSpec { AllowExceedF = true },
            Faults =
            [
                At(5, new FaultAction.Skew { Node = NodeName.Replica(0), Ms = 20 }),
                At(0, new FaultAction.Crash { Node = NodeName.Replica(1) }),
                At(7, new FaultAction.Pause { Node = NodeName.Replica(0), ForMs = 10 }),
                At(0, new FaultAction.Crash { Node = NodeName.Replica(2) }),
                At(9, new FaultAction.Cut { Link = new Link(NodeName.Replica(0), NodeName.Replica(3)), ForMs = 5 }),
            ],
            Expect = new Expectations { CommitsAtLeast = 1 },
            Limits = new RunLimits { VirtualMs = 3_000 },
        };

        var shrinking = Shrink(scenario, tries: 200)!;

        Assert.Equal("expect.commitsAtLeast", shrinking.Oracle);
        Assert.True(shrinking.IsMinimal);
        Assert.Equal([1, 2], shrinking.Smallest.Faults.Select(f => ((FaultAction.Crash)f.Action).Node.Index));
        // One is left of all: no file may expect more commits than it has operations.
        Assert.Equal(1, shrinking.Smallest.Workload.Ops + shrinking.Smallest.Script.Count);
    }

    [Fact]
    public void What_does_not_fail_is_not_shrunk() => Assert.Null(Shrink(Failing() with { Faults = [] }, tries: 10));

    [Fact]
    public void When_the_tries_are_over_the_best_so_far_still_fails()
    {
        var scenario = Failing() with { Expect = new Expectations { StateTransfersAtLeast = 1_000 } };

        var shrinking = Shrink(scenario, tries: 3)!;

        Assert.False(shrinking.IsMinimal);
        Assert.Equal(3, shrinking.Tries);
        Assert.NotEmpty(RunOf(shrinking.Smallest));
    }

    private static ScenarioShrinking? Shrink(Scenario scenario, int tries) =>
        new ScenarioShrinker(RunOf, [PbftDescription.Value], new TryBudget(tries)).Shrink(scenario);

    private static IReadOnlyList<Violation> RunOf(Scenario scenario)
    {
        var setup = new RunSetup
        {
            Protocol = new Protocols.Pbft.Protocol(), Description = PbftDescription.Value,
            Service = new RegistryService(),
        };
        return new ScenarioRun(scenario, scenario.Seed, setup).Run().Violations;
    }

    private static FaultSpec At(long ms, FaultAction action) => new(new Trigger.AtMs { Ms = ms }, action);

    private static Scenario Failing() => new()
    {
        Name = "to shrink",
        Seed = 3,
        Repeat = 20,
        Cluster = new ClusterSpec { N = 7, Clients = 3 },
        Network = new NetworkSpec { After = new LinkQuality { LatencyMs = new MsRange(0, 4), Dup = 0.1 } },
        Workload = new WorkloadSpec { Ops = 20 },
        Script = [new ScriptOperation { AtMs = 4, Op = OperationKind.Put, Key = "a", Value = "1" }],
        Faults =
        [
            At(5, new FaultAction.Skew { Node = NodeName.Replica(6), Ms = 20 }),
            At(10, new FaultAction.Crash { Node = NodeName.Replica(5), RestartAfterMs = 50 }),
        ],
    };
}
