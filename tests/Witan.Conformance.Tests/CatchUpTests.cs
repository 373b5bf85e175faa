using Witan.Simulation.Scenarios;
using Xunit;

namespace Witan.Conformance.Tests;

/// <summary>Replicas that were away, and one that lost its disk.</summary>
public sealed class CatchUpTests
{
    public static TheoryData<string> Protocols => Subjects.OfThoseThatBearFaults;

    [Theory]
    [MemberData(nameof(Protocols))]
    public void A_backup_of_four_that_was_down_for_many_checkpoints_is_needed_and_serves(string protocol) =>
        Stage.Holds(protocol, Long(
            Stage.At(100, Stage.Crash(3, 6_000)), Stage.At(9_000, Stage.Crash(1, 3_000))));

    [Theory]
    [MemberData(nameof(Protocols))]
    public void A_backup_of_four_that_lost_its_disk_installs_the_state_and_joins_again(string protocol)
    {
        var scene = Long(Stage.At(3_000, Stage.Crash(2, 500, CrashDisk.Lose)));
        Stage.Holds(protocol, scene with { Expect = scene.Expect with { StateTransfersAtLeast = 1 } });
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public void A_leader_of_four_that_lost_its_disk_installs_the_state_and_joins_again(string protocol)
    {
        var scene = Long(Stage.At(3_000, Stage.Crash(0, 500, CrashDisk.Lose)));
        Stage.Holds(protocol, scene with { Expect = scene.Expect with { StateTransfersAtLeast = 1 } });
    }

    /// <summary>Some ten seconds of load.</summary>
    private static Scenario Long(params FaultSpec[] faults)
    {
        var scene = Stage.Scene(4, faults);
        return scene with
        {
            Workload = scene.Workload with { Ops = 300, ThinkMs = new MsRange(40, 120) },
            Expect = scene.Expect with { CommitsAtLeast = 300 },
        };
    }
}
