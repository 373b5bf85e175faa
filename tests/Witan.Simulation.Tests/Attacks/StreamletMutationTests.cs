using Witan.Core.Messages;
using Witan.Protocols.Streamlet;
using Witan.Simulation.Attacks.Mutating;
using Witan.Simulation.Networks;
using Witan.Simulation.Nodes;
using Witan.Simulation.Scenarios;
using Xunit;
using static Witan.Simulation.Tests.Attacks.AttackRun;

namespace Witan.Simulation.Tests.Attacks;

/// <summary>X01 on Streamlet's messages: what is nearly right, signed again, by each in its turn to lead.</summary>
public sealed class StreamletMutationTests
{
    [Fact]
    public void The_layouts_describe_every_message_that_a_replica_sends_to_the_last_byte()
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        var unknown = new SortedSet<string>(StringComparer.Ordinal);
        var run = new AttackRun(1, 4, [], isLong: true, window: 128, protocol: new Protocol())
            .Cut(0, 200_000, 900_000).Cut(2, 1_700_000, 8_000_000);
        run.Cluster.Observe(new Listener((from, message) =>
        {
            if (!from.IsReplica) return;
            names.Add(MessageNames.Of(message));
            if (!MessageLayouts.Describe(message, "streamlet")) unknown.Add(MessageNames.Of(message));
        }));

        run.Run();

        Assert.Empty(unknown);
        string[] wanted = ["Decisions", "FetchNodes", "Nodes", "Proposal", "Status", "Vote"];
        Assert.Equal(wanted, wanted.Where(names.Contains));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Changed_fields_of_leader_and_follower_break_nothing(int liar)
    {
        var run = new AttackRun(7, 4, [liar], isLong: true, protocol: new Protocol())
            .Lie(liar, "MutateField", ("what", Text("ordering")), ("share", Number(0.4)), ("each", Flag(true)))
            .Cut(3 - liar, 900_000, 500_000);
        run.Run();
        Assert.True(run.Fired > 20, $"only {run.Fired} changes");
        run.Check();
    }

    private sealed class Listener(Action<NodeName, Message> heard) : IClusterObserver
    {
        public void OnSent(NodeName from, NodeName to, Message message, long number) => heard(from, message);
    }
}
