using Witan.Core.Messages;
using Witan.Simulation.Attacks.Mutating;
using Witan.Simulation.Networks;
using Witan.Simulation.Nodes;
using Witan.Simulation.Scenarios;
using Xunit;
using static Witan.Simulation.Tests.Attacks.AttackRun;

namespace Witan.Simulation.Tests.Attacks;

/// <summary>X01: single fields changed by little in what a liar's honest code says.</summary>
public sealed class MutationTests
{
    private static readonly string[] Ordering = ["PrePrepare", "Prepare", "Commit", "ViewChange", "NewView", "Status"];

    [Theory]
    [InlineData("any", 0, 1)]
    [InlineData("any", 3, 2)]
    [InlineData("ordering", 0, 3)]
    [InlineData("ordering", 3, 4)]
    [InlineData("answers", 0, 5)]
    [InlineData("answers", 3, 6)]
    [InlineData("transfer", 3, 7)]
    public void What_1_of_4_says_with_one_field_changed_harms_nobody(string what, int liar, ulong seed) =>
        new AttackRun(seed, 4, [liar], isLong: true)
            .Lie(liar, "MutateField", ("what", Text(what)), ("share", Number(0.5)), ("each", Flag(true)))
            .Cut(1, 300_000, 1_500_000).Run().Check();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Two_of_7_that_change_fields_and_leave_messages_out_harm_nobody(ulong seed) =>
        new AttackRun(seed, 7, [0, 1], isLong: true)
            .Lie(0, "MutateField", ("drops", Number(0.3)), ("share", Number(0.3)))
            .Lie(1, "MutateField", ("what", Text("ordering")), ("share", Number(1)), ("rounds", Number(200)))
            .Run().Check();

    [Theory]
    [InlineData("view", "PrePrepare", "Prepare", "Commit", "ViewChange", "NewView", "Status", "StatusAnswer")]
    [InlineData("height", "PrePrepare", "Prepare", "Commit", "StateCommitment", "Progress", "Reply")]
    [InlineData("digest", "PrePrepare", "Prepare", "Commit", "ViewChange", "NewView", "StateCommitment", "Reply")]
    [InlineData("member", "PrePrepare", "Prepare", "Commit", "ViewChange", "NewView", "StateCommitment", "Reply")]
    [InlineData("configuration", "PrePrepare", "Prepare", "Commit", "ViewChange", "NewView", "StateCommitment")]
    [InlineData("time", "PrePrepare", "StateCommitment", "Reply")]
    [InlineData("number", "PrePrepare", "Bundle", "Reply", "ReadAnswer", "StatusAnswer")]
    [InlineData("flag", "Status")]
    [InlineData("bytes", "Bundle", "Reply", "ReadAnswer", "Manifest", "RangeChunk")]
    [InlineData("element", "PrePrepare", "ViewChange", "NewView", "Reply", "Bundle", "Decisions")]
    public void Each_kind_of_change_happens_to_each_message_that_has_the_field(string field, params string[] messages)
    {
        var seen = new SortedSet<string>(StringComparer.Ordinal);
        string[] wanted = [.. messages.Select(message => message + "." + field)];
        // Who asks this replica for a state is chance.
        for (ulong seed = 1; seed <= 8 && !wanted.All(seen.Contains); seed++)
        {
            var run = new AttackRun(seed, 4, [1], isLong: true)
                .Lie(1, "MutateField", ("field", Text(field)), ("share", Number(0.8)));
            Disturb(run).Run();
            seen.UnionWith(run.Details);
        }

        Assert.DoesNotContain(wanted, detail => !seen.Contains(detail));
        Assert.All(seen, detail => Assert.EndsWith("." + field, detail, StringComparison.Ordinal));
    }

    [Fact]
    public void The_layouts_describe_every_message_that_a_replica_sends_to_the_last_byte()
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        var unknown = new SortedSet<string>(StringComparer.Ordinal);
        var run = Disturb(new AttackRun(1, 4, [], isLong: true));
        run.Cluster.Observe(new Listener((from, message) =>
        {
            if (!from.IsReplica) return;
            var name = MessageNames.Of(message);
            names.Add(name);
            if (!MessageLayouts.Describe(message, "pbft")) unknown.Add(name);
        }));

        run.Run();

        Assert.Empty(unknown);
        Assert.Equal(Ordering, Ordering.Where(names.Contains));
        Assert.True(names.Count >= 16, string.Join(' ', names));
    }

    /// <summary>
    /// Two leaders are cut in turn, one replica is away for longer than the window, and somebody asks for status.
    /// </summary>
    private static AttackRun Disturb(AttackRun run) => run
        .Cut(0, 200_000, 600_000).Cut(1, 1_000_000, 600_000).Cut(3, 1_700_000, 1_500_000)
        .At(100_000, Ask).At(2_000_000, Ask).At(3_000_000, Ask);

    private static void Ask(AttackRun run) =>
        run.Cluster.Send(NodeName.Client(0), NodeName.Replica(1), new StatusQuery(1), hostile: false);

    private sealed class Listener(Action<NodeName, Message> heard) : IClusterObserver
    {
        public void OnSent(NodeName from, NodeName to, Message message, long number) => heard(from, message);
    }
}
