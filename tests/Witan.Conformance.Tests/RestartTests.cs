using Witan.Simulation.Scenarios;
using Xunit;

namespace Witan.Conformance.Tests;

/// <summary>
/// A replica that is killed at a write and comes back keeps what it promised: the oracle of promises compares all that
/// it signed over all its lives.
/// </summary>
public sealed class RestartTests
{
    private const int Writes = 24;

    public static TheoryData<string> Protocols => Subjects.OfThoseThatBearFaults;

    [Theory]
    [MemberData(nameof(Protocols))]
    public void The_leader_of_four_is_killed_before_each_of_its_first_durable_writes(string protocol) =>
        KillAtEach(protocol, FailPoint.BeforePersist, replica: 0);

    [Theory]
    [MemberData(nameof(Protocols))]
    public void The_leader_of_four_is_killed_after_each_of_its_first_durable_writes(string protocol) =>
        KillAtEach(protocol, FailPoint.AfterPersist, replica: 0);

    [Theory]
    [MemberData(nameof(Protocols))]
    public void A_backup_of_four_is_killed_before_each_of_its_first_durable_writes(string protocol) =>
        KillAtEach(protocol, FailPoint.BeforePersist, replica: 2);

    [Theory]
    [MemberData(nameof(Protocols))]
    public void A_backup_of_four_is_killed_after_each_of_its_first_durable_writes(string protocol) =>
        KillAtEach(protocol, FailPoint.AfterPersist, replica: 2);

    [Theory]
    [MemberData(nameof(Protocols))]
    public void A_replica_of_four_is_killed_around_what_it_stores_without_waiting(string protocol)
    {
        // Stored is once for a block, which three requests may share.
        KillAtEach(protocol, FailPoint.BeforeStore, replica: 1, requests: 90);
        KillAtEach(protocol, FailPoint.AfterStore, replica: 1, requests: 90);
    }

    private static void KillAtEach(string protocol, FailPoint point, int replica, int requests = 45)
    {
        for (var nth = 1; nth <= Writes; nth++)
        {
            var scene = Stage.Scene(4, new FaultSpec(
                new Trigger.AtPoint { Point = point, Node = NodeName.Replica(replica), Nth = nth },
                Stage.Crash(replica, 300)));
            scene = scene with
            {
                Workload = scene.Workload with { Ops = requests },
                Expect = scene.Expect with { CommitsAtLeast = requests },
            };
            Stage.Play(protocol, scene, seed: (ulong)nth);
        }
    }
}
