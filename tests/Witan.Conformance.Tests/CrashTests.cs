using Witan.Simulation.Scenarios;
using Xunit;

namespace Witan.Conformance.Tests;

/// <summary>Crashes of leaders at every phase, of f at once, and of everybody.</summary>
public sealed class CrashTests
{
    public static TheoryData<string> Protocols => Subjects.OfThoseThatBearFaults;

    public static TheoryData<string, string> Messages => Subjects.Messages;

    /// <summary>
    /// The first leader is killed, so that messages of a change of leader are said too; then each replica in turn
    /// around this message of its own.
    /// </summary>
    [Theory]
    [MemberData(nameof(Messages))]
    public void Whoever_says_this_message_may_be_killed_before_and_after_it(string protocol, string message)
    {
        long fired = 0;
        foreach (var point in new[] { FailPoint.BeforeSign, FailPoint.AfterSign, FailPoint.AfterSend })
        {
            for (var replica = 0; replica < 4; replica++)
            {
                var around = new Trigger.AtPoint
                {
                    Point = point, Type = message, Node = NodeName.Replica(replica),
                };
                var scene = Stage.Scene(
                    4, Stage.At(300, Stage.Crash(0, 900)), new FaultSpec(around, Stage.Crash(replica, 400)));
                fired += Stage.Play(protocol, scene, isStrict: false).Result.Fired[1];
            }
        }

        Assert.True(fired > 0, $"nobody said {message}");
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public void A_leader_of_four_that_is_gone_for_good_is_replaced(string protocol) =>
        Stage.Holds(protocol, Stage.Scene(4, Stage.At(200, Stage.Crash(0))));

    [Theory]
    [MemberData(nameof(Protocols))]
    public void The_first_two_leaders_of_seven_are_gone_for_good(string protocol) => Stage.Holds(
        protocol, Stage.Scene(7, Stage.At(200, Stage.Crash(0)), Stage.At(200, Stage.Crash(1))));

    [Theory]
    [MemberData(nameof(Protocols))]
    public void Leaders_die_in_turn_and_come_back(string protocol) => Stage.Holds(protocol, Stage.Scene(
        4, Stage.At(200, Stage.Crash(0, 1500)), Stage.At(2500, Stage.Crash(1, 1500)),
        Stage.At(5000, Stage.Crash(2, 1500))));

    [Theory]
    [MemberData(nameof(Protocols))]
    public void All_four_are_killed_at_once_and_nothing_acknowledged_is_lost(string protocol) => Stage.Holds(
        protocol, Stage.Scene(
            4, Stage.At(400, Stage.Crash(0, 100)), Stage.At(400, Stage.Crash(1, 150)),
            Stage.At(400, Stage.Crash(2, 200)), Stage.At(400, Stage.Crash(3, 250))));
}
