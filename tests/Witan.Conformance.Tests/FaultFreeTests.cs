using Witan.Simulation.Checking;
using Witan.Simulation.Scenarios;
using Xunit;

namespace Witan.Conformance.Tests;

/// <summary>What every ordering protocol must do while nothing fails.</summary>
public sealed class FaultFreeTests
{
    public static TheoryData<string> Protocols => Subjects.Names;

    [Theory]
    [MemberData(nameof(Protocols))]
    public void Four_replicas_answer_every_request_once_in_one_order(string protocol) =>
        Stage.Holds(protocol, Stage.Scene(4));

    [Theory]
    [MemberData(nameof(Protocols))]
    public void Seven_replicas_answer_every_request_once_in_one_order(string protocol) =>
        Stage.Holds(protocol, Stage.Scene(7));

    [Theory]
    [MemberData(nameof(Protocols))]
    public void A_cluster_of_one_orders_alone(string protocol) => Stage.Holds(protocol, Stage.Scene(1));

    [Theory]
    [MemberData(nameof(Protocols))]
    public void All_replicas_end_with_the_same_state(string protocol)
    {
        var (_, cluster) = Stage.Play(protocol, Lasting(Stage.Scene(4)));

        var first = cluster[0].Core!;
        Assert.All(cluster.Replicas, r => Assert.Equal(first.Executed, r.Core!.Executed));
        Assert.All(cluster.Replicas, r => Assert.Equal(first.Last.Commitment, r.Core!.Last.Commitment));
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public void Checkpoints_become_stable_everywhere_and_follow_execution(string protocol)
    {
        var (result, cluster) = Stage.Play(protocol, Lasting(Stage.Scene(4)));

        Assert.True(result.Height >= 16, $"only {result.Height} blocks");
        Assert.All(cluster.Replicas, r => Assert.True(
            r.Core!.Stable.Value + 8 >= r.Core.Executed.Value, $"{r.Id} is stable at {r.Core.Stable}"));
    }

    /// <summary>One client, one request after another: no protocol may answer otherwise than another.</summary>
    [Theory]
    [MemberData(nameof(Protocols))]
    public void The_registry_ends_as_it_does_under_any_other_protocol(string protocol)
    {
        var scene = Stage.Scene(4) with
        {
            Cluster = new ClusterSpec { Clients = 1 }, Workload = new WorkloadSpec { Ops = 0 },
            Expect = new Expectations { Linearizable = true, CommitsAtLeast = 24 },
            Script = [.. Enumerable.Range(0, 24).Select(i => new ScriptOperation
            {
                AtMs = 100 * i, Op = i % 6 == 5 ? OperationKind.Del : OperationKind.Put, Key = $"k{i % 4}",
                Value = i % 6 == 5 ? null : $"v{i}", Expect = "ok",
            })],
        };

        var (_, mine) = Stage.Play(protocol, scene);
        var (_, other) = Stage.Play(Subjects.All[0].Name, scene);

        var differences = StateDiff.Between(mine[1].Core!.Last.State, other[1].Core!.Last.State);
        Assert.DoesNotContain(differences, d => IsOfApplication(d.Map));
        Assert.Contains(mine[1].Core!.Last.State.All, m => IsOfApplication(m.Key));
    }

    /// <summary>Ten idle seconds: what is still said are reports of how far everybody is.</summary>
    [Theory]
    [MemberData(nameof(Protocols))]
    public void An_idle_cluster_orders_nothing_and_says_little(string protocol)
    {
        var busy = Stage.Play(protocol, Lasting(Stage.Scene(4), 10_000)).Result;
        var idle = Stage.Play(protocol, Lasting(Stage.Scene(4), 20_000)).Result;

        Assert.Equal(busy.Height, idle.Height);
        // Two kinds of report, at most five a second each, from each of four to three others.
        Assert.InRange(idle.Messages - busy.Messages, 1, 10 * 2 * 5 * 4 * 3);
    }

    /// <summary>The core's own maps hold heights and times, which a protocol is free in.</summary>
    private static bool IsOfApplication(string map) => map[0] != '!';

    /// <summary>A fault that hurts nobody keeps the run going until then.</summary>
    private static Scenario Lasting(Scenario scene, long untilMs = 10_000) => scene with
    {
        Faults = [Stage.At(untilMs, new FaultAction.Pause { Node = NodeName.Client(0), ForMs = 1 })],
        Expect = scene.Expect with { ProgressWithinMsAfterGst = null },
    };
}
