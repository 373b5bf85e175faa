using Witan.Simulation.Scenarios;
using Xunit;

namespace Witan.Conformance.Tests;

/// <summary>Networks that fall apart and heal: nothing contradicts, and afterwards all is answered.</summary>
public sealed class PartitionTests
{
    public static TheoryData<string> Protocols => Subjects.OfThoseThatBearFaults;

    [Theory]
    [MemberData(nameof(Protocols))]
    public void Two_halves_of_four_for_three_seconds(string protocol) =>
        Stage.Holds(protocol, Stage.Scene(4, Stage.At(300, Stage.Partition(3_000, [0, 1], [2, 3]))));

    [Theory]
    [MemberData(nameof(Protocols))]
    public void The_leader_of_four_alone_for_three_seconds(string protocol) =>
        Stage.Holds(protocol, Stage.Scene(4, Stage.At(300, Stage.Partition(3_000, [0], [1, 2, 3]))));

    [Theory]
    [MemberData(nameof(Protocols))]
    public void A_backup_of_four_alone_for_three_seconds(string protocol) =>
        Stage.Holds(protocol, Stage.Scene(4, Stage.At(300, Stage.Partition(3_000, [3], [0, 1, 2]))));

    [Theory]
    [MemberData(nameof(Protocols))]
    public void Seven_in_three_parts_none_of_them_a_quorum_for_three_seconds(string protocol) => Stage.Holds(
        protocol, Stage.Scene(7, Stage.At(300, Stage.Partition(3_000, [0, 1, 2], [3, 4], [5, 6]))));

    [Theory]
    [MemberData(nameof(Protocols))]
    public void A_leader_that_is_heard_and_hears_nobody_for_three_seconds(string protocol) => Stage.Holds(
        protocol, Stage.Scene(4, Stage.At(300, new FaultAction.Partition
        {
            OneWay = true, ForMs = 3_000,
            Groups = [[.. new[] { 1, 2, 3 }.Select(NodeName.Replica)], [NodeName.Replica(0)]],
        })));

    [Theory]
    [MemberData(nameof(Protocols))]
    public void A_network_that_loses_repeats_and_reorders_until_it_is_stable(string protocol)
    {
        var scene = Stage.Scene(4);
        Stage.Holds(protocol, scene with
        {
            Network = scene.Network with
            {
                GstMs = 4_000,
                Before = new LinkQuality { LatencyMs = new MsRange(1, 60), Loss = 0.1, Dup = 0.1, Reorder = 0.2 },
            },
        });
    }
}
