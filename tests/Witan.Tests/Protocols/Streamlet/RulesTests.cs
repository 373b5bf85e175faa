using Witan.Core.Contract;
using Witan.Primitives;
using Witan.Primitives.Membership;
using Witan.Protocols.Streamlet;
using Witan.TestKit.Streamlet;
using Xunit;

namespace Witan.Tests.Protocols.Streamlet;

using Node = Witan.Protocols.Streamlet.Node;

/// <summary>Each rule as a table.</summary>
public sealed class RulesTests
{
    private const long Length = 200_000;

    private static readonly StreamletForge Forge = new();

    /// <summary>The house's quorum is the paper's ceil(2n/3) where n is small, and safe everywhere: two of them share
    /// more than f.</summary>
    [Theory]
    [InlineData(4, 1, 3)]
    [InlineData(5, 1, 4)]
    [InlineData(6, 1, 4)]
    [InlineData(7, 2, 5)]
    public void T13_a_quorum_is_two_thirds_and_two_of_them_share_a_correct_member(int n, int f, int quorum)
    {
        var quorums = new StreamletForge(n, f).Configuration.Quorums;
        Assert.Equal(quorum, quorums.SmallestQuorum);
        Assert.Equal(((2 * n) + 2) / 3, quorums.SmallestQuorum);
        Assert.True((2 * quorums.SmallestQuorum) - n > f);
        Assert.True(n - f >= quorums.SmallestQuorum);
    }

    [Fact]
    public void T13_with_three_replicas_and_no_liar_two_votes_are_a_quorum()
    {
        var quorums = new StreamletForge(3, 0).Configuration.Quorums;
        Assert.Equal(2, quorums.SmallestQuorum);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(199_999, 1)]
    [InlineData(200_000, 2)]
    [InlineData(1_000_000_000, 5_001)]
    public void Epochs_count_from_one_at_the_start_of_1970(long wall, ulong epoch)
    {
        Assert.Equal(new Epoch(epoch), StreamletRules.EpochAt(new BlockTime(wall), Length));
        Assert.InRange(wall - StreamletRules.StartOf(new Epoch(epoch), Length).Microseconds, 0, Length - 1);
    }

    [Theory]
    [InlineData(7, 7, 6, 3, 3, true)]
    [InlineData(7, 7, 0, 0, 0, true)]
    [InlineData(7, 7, 7, 3, 3, false)]
    [InlineData(7, 7, 8, 3, 3, false)]
    [InlineData(7, 7, 6, 2, 3, false)]
    [InlineData(7, 6, 5, 3, 3, false)]
    [InlineData(7, 8, 5, 3, 3, false)]
    public void Vote_rule_SL1_SL5(ulong epoch, ulong current, ulong lastVoted, ulong parent, ulong longest, bool may) =>
        Assert.Equal(may, StreamletRules.MayVote(new(epoch), new(current), new(lastVoted), parent, longest));

    [Theory]
    [InlineData(0, 1, 2, true)]
    [InlineData(5, 6, 7, true)]
    [InlineData(5, 6, 8, false)]
    [InlineData(4, 6, 7, false)]
    [InlineData(0, 2, 3, false)]
    [InlineData(7, 6, 5, false)]
    public void Finality_takes_three_consecutive_epochs(ulong a, ulong b, ulong c, bool isFinal) =>
        Assert.Equal(isFinal, StreamletRules.AreConsecutive(new(a), new(b), new(c)));

    [Fact]
    public void Leaders_by_hash_are_the_same_everywhere_and_reach_everybody_about_equally_often()
    {
        var turns = new int[4];
        for (ulong epoch = 1; epoch <= 4_000; epoch++) turns[LeaderOf(epoch, LeaderChoice.Hash)]++;
        Assert.All(turns, count => Assert.InRange(count, 900, 1_100));
    }

    [Fact]
    public void T11_in_turns_of_four_one_liar_leaves_no_five_correct_leaders_in_a_row_and_by_hash_they_come()
    {
        Assert.Equal(3, LongestRun(LeaderChoice.RoundRobin));
        Assert.InRange(LongestRun(LeaderChoice.Hash), 5, 100);
    }

    [Fact]
    public void T14_the_first_member_for_ever_leads_every_epoch() =>
        Assert.All(Enumerable.Range(1, 9), epoch => Assert.Equal(0u, LeaderOf((ulong)epoch, LeaderChoice.First)));

    [Theory]
    [InlineData("as it is", null)]
    [InlineData("another configuration", nameof(Rejection.UnknownConfiguration))]
    [InlineData("notarized under another configuration", nameof(StreamletRejection.BadNotarization))]
    [InlineData("epoch of the parent", nameof(StreamletRejection.BadNode))]
    [InlineData("length of the parent", nameof(StreamletRejection.BadNode))]
    [InlineData("height of the parent", nameof(StreamletRejection.BadNode))]
    [InlineData("two heights up", nameof(StreamletRejection.BadNode))]
    [InlineData("another parent", nameof(StreamletRejection.BadNode))]
    [InlineData("no notarization", nameof(StreamletRejection.BadNode))]
    [InlineData("no block", nameof(StreamletRejection.BadNode))]
    public void A_node_is_well_formed_if_its_place_follows_from_its_parent(string what, string? fault)
    {
        var first = Forge.First(3);
        var node = Forge.Child(5, first);
        var (header, block, justify) = (node.Header, node.Block, node.Justify);
        var number = default(ConfigurationNumber);
        switch (what)
        {
            case "another configuration":
                number = new ConfigurationNumber(1);
                break;
            case "notarized under another configuration":
                var other = new Vote(new ConfigurationNumber(1), Forge.Id(0), first.Header.Epoch, first.Id);
                justify = new Notarization(first.Header, OneVote(other));
                break;
            case "epoch of the parent":
                header = header with { Epoch = new Epoch(3) };
                break;
            case "length of the parent":
                header = header with { Length = 1 };
                break;
            case "height of the parent":
                header = header with { Height = new Height(1) };
                break;
            case "two heights up":
                header = header with { Height = new Height(3) };
                break;
            case "another parent":
                header = header with { Parent = Forge.Genesis };
                break;
            case "no notarization":
                justify = null;
                break;
            case "no block":
                block = null;
                break;
        }

        var found = StreamletRules.FaultIn(new Node(number, header, block, justify), Forge.Genesis, default, default);
        Assert.Equal(fault, found?.Name);
    }

    [Theory]
    [InlineData("5 6 7", true)]
    [InlineData("4 5 6 7", true)]
    [InlineData("1 2", true)]
    [InlineData("2 3", false)]
    [InlineData("5 6 8", false)]
    [InlineData("5 7 8", false)]
    [InlineData("5 6 7 9", false)]
    [InlineData("7", false)]
    public void A_path_shows_finality_if_it_ends_in_three_of_consecutive_epochs(string epochs, bool isFinal)
    {
        var chain = Forge.Chain([.. epochs.Split(' ').Select(ulong.Parse)]);
        Assert.Equal(isFinal, StreamletRules.ShowsFinality(null, [.. chain.Select(n => n.Header)], VoteFor(chain[^1])));
    }

    [Fact]
    public void The_first_of_three_may_stand_in_front_of_the_second_and_nowhere_else()
    {
        var chain = Forge.Chain(4, 5, 6, 7);
        NodeHeader[] path = [.. chain.Select(n => n.Header)];
        var last = VoteFor(chain[3]);
        Assert.True(StreamletRules.ShowsFinality(path[1], path[2..], last));
        Assert.False(StreamletRules.ShowsFinality(null, path[2..], last));
        Assert.False(StreamletRules.ShowsFinality(path[0], path[1..], last));
        Assert.False(StreamletRules.ShowsFinality(path[0], path[2..], last));
        Assert.False(StreamletRules.ShowsFinality(path[1], path[2..], VoteFor(chain[2])));
        Assert.False(StreamletRules.ShowsFinality(null, [path[0], path[2], path[3]], last));
        Assert.False(StreamletRules.ShowsFinality(null, [], last));
    }

    [Fact]
    public void The_longer_chain_is_better_and_of_two_equal_ones_the_smaller_id()
    {
        var (a, b) = (Forge.Notarize(Forge.First(3)), Forge.Notarize(Forge.First(4)));
        var (small, large) = a.Node < b.Node ? (a, b) : (b, a);
        var longer = Forge.Notarize(Forge.Child(5, Forge.First(3)));
        Assert.True(StreamletRules.IsBetter(large, null));
        Assert.True(StreamletRules.IsBetter(small, large));
        Assert.False(StreamletRules.IsBetter(large, small));
        Assert.False(StreamletRules.IsBetter(small, small));
        Assert.True(StreamletRules.IsBetter(longer, small));
        Assert.False(StreamletRules.IsBetter(small, longer));
    }

    /// <summary>Readings by place; - for none. One of four may lie, two of seven.</summary>
    [Theory]
    [InlineData("100 100 100 100", 100, 100)]
    [InlineData("100 - 100 100", 100, 100)]
    [InlineData("100 - - 100", null, null)]
    [InlineData("100 104 108 999999", 106, 104)]
    [InlineData("0 104 108 112", 106, 104)]
    [InlineData("- 50 108 112", 108, 50)]
    [InlineData("0 0 100 102 104 999 999", 102, 100)]
    [InlineData("0 - 100 102 104 - 999", 102, 0)]
    public void The_middle_of_clocks_lies_between_correct_ones_and_needs_a_quorum(
        string readings, int? middle, int? quorum)
    {
        ulong?[] read = [.. readings.Split(' ').Select(r => r == "-" ? null : (ulong?)ulong.Parse(r))];
        var quorums = new StreamletForge(read.Length, (read.Length - 1) / 3).Configuration.Quorums;
        Assert.Equal((ulong?)middle, StreamletRules.Middle(quorums, read));
        Assert.Equal((ulong?)quorum, StreamletRules.HighestOfQuorum(quorums, read));
    }

    [Fact]
    public void A_leader_answers_for_what_it_put_into_a_block_and_not_for_clocks_or_full_tables()
    {
        Assert.True(StreamletRules.IsLeadersFault(Rejection.InvalidBlock));
        Assert.True(StreamletRules.IsLeadersFault(Rejection.UnknownClient));
        Assert.True(StreamletRules.IsLeadersFault(Rejection.InvalidRequest));
        Assert.False(StreamletRules.IsLeadersFault(Rejection.TimeAhead));
        Assert.False(StreamletRules.IsLeadersFault(Rejection.OverQuota));
    }

    private static int LongestRun(LeaderChoice choice)
    {
        var (longest, run) = (0, 0);
        for (ulong epoch = 1; epoch <= 1_000; epoch++)
        {
            run = LeaderOf(epoch, choice) == 3 ? 0 : run + 1;
            longest = Math.Max(longest, run);
        }

        return longest;
    }

    private static uint LeaderOf(ulong epoch, LeaderChoice choice) =>
        StreamletRules.Leader(Forge.Configuration, StreamletForge.Cluster, new(epoch), choice).Value;

    private static Vote VoteFor(Node node) => new(default, Forge.Id(0), node.Header.Epoch, node.Id);

    private static Core.Certificates.Certificate OneVote(Vote vote)
    {
        var table = new Core.Certificates.VoteTable(Forge.Configuration);
        table.Add(Forge.Sign(0, vote), vote.Node);
        return table.Certify(MemberSet.Empty.With(0));
    }
}
