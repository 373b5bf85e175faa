using System.Numerics;
using Witan.Simulation.Chance;
using Witan.Simulation.Twins;
using Xunit;

namespace Witan.Simulation.Tests.Twins;

public sealed class TwinsGeneratorTests
{
    [Theory]
    [InlineData(4, "0", 3, 1, 2)]
    [InlineData(4, "0", 3, 2, 2)]
    [InlineData(4, "3", 3, 1, 3)]
    [InlineData(4, "1 2", 3, 1, 3)]
    [InlineData(3, "1", 2, 2, 3)]
    [InlineData(3, "0 2", 3, 2, 2)]
    [InlineData(5, "0", 4, 1, 3)]
    [InlineData(3, "1", 3, 3, 2)]
    public void Each_class_of_cases_is_given_once_and_the_count_is_exact(
        int members, string twins, int quorum, int rounds, int partitions)
    {
        var input = TwinsInput.WithAnyLeader(members, Ids(twins), quorum, rounds, partitions);

        AgreesWithBruteForce(input);
    }

    [Fact]
    public void Fixed_leaders_leave_only_the_renamings_that_keep_them()
    {
        AgreesWithBruteForce(new TwinsInput(4, [0], 3, 2, 2, [[0], [1]]));
        AgreesWithBruteForce(new TwinsInput(4, [0], 3, 2, 2, [[1], [1]]));
        AgreesWithBruteForce(new TwinsInput(4, [3], 3, 2, 2, [[1, 2], [0, 3]]));
    }

    [Fact]
    public void Cases_with_more_rounds_that_twins_lead_come_first()
    {
        var input = TwinsInput.WithAnyLeader(4, [1], 3, 2, 2);

        var led = new TwinsGenerator(input).Cases().Select(c => c.Rounds.Count(r => r.Leader == 1)).ToList();

        Assert.Equal(led.OrderDescending(), led);
        Assert.Equal([0, 1, 2], led.Distinct().Order());
    }

    [Fact]
    public void Every_case_has_a_quorum_of_ids_in_a_block_of_some_round_and_two_twins_count_once()
    {
        var input = TwinsInput.WithAnyLeader(4, [0], 3, 2, 2);

        Assert.All(new TwinsGenerator(input).Cases(), c => Assert.Contains(c.Rounds, r => r.Blocks.Any(block =>
            block.Select(node => node == 4 ? 0 : node).Distinct().Count() >= 3)));
        Assert.False(input.HoldsQuorum([[0, 1, 4], [2, 3]]));
        Assert.True(input.HoldsQuorum([[1, 4, 2], [0, 3]]));
    }

    [Fact]
    public void The_case_of_the_specification_is_counted_without_going_through_it_and_begins_at_once()
    {
        var generator = new TwinsGenerator(TwinsInput.WithAnyLeader(4, [0], 3, 4, 2));

        // 16 partitions of 5 nodes, of which some have a quorum; 4 leaders; 4 rounds; 3! names of the correct.
        Assert.InRange(generator.CountWithoutRenaming(), BigInteger.One, BigInteger.Pow(16 * 4, 4));
        Assert.InRange(
            generator.Count(), generator.CountWithoutRenaming() / 6, (generator.CountWithoutRenaming() / 6) + 100_000);
        Assert.Equal("0: 0 1 2 3 4 / 0: 0 1 2 3 4 / 0: 0 1 2 3 4 / 0: 0 1 2 3 4",
            generator.Cases().First().ToString());
        Assert.Equal("0: 0 1 2 3 4 / 0: 0 1 2 3 4 / 0: 0 1 2 3 4 / 0: 0 1 2 3 | 4",
            generator.Cases().ElementAt(1).ToString());
    }

    [Fact]
    public void Seven_members_with_two_twins_are_counted_and_begun()
    {
        var generator = new TwinsGenerator(TwinsInput.WithAnyLeader(7, [0, 1], 5, 4, 2));

        Assert.True(generator.Count() > 1_000_000_000);
        Assert.Equal(1_000, generator.Cases().Take(1_000).Select(c => c.ToString()).Distinct().Count());
    }

    [Fact]
    public void What_is_too_large_to_go_through_is_refused_and_a_sample_of_it_is_drawn()
    {
        var input = TwinsInput.WithAnyLeader(13, [0, 5, 9], 9, 6, 3);

        Assert.Throws<ArgumentException>(() => new TwinsGenerator(input));
        var first = Draw(input, 50);
        Assert.Equal(first, Draw(input, 50));
        Assert.True(first.Distinct().Count() > 40);
    }

    [Fact]
    public void A_drawn_case_has_a_quorum_and_partitions_all_nodes_even_where_quorums_are_rare()
    {
        var input = TwinsInput.WithAnyLeader(20, [0], 20, 2, 5);
        var sampler = new TwinsSampler(input, new Dice(3, "twins"));

        for (var i = 0; i < 20; i++)
        {
            var drawn = sampler.Draw();
            Assert.Contains(drawn.Rounds, round => input.HoldsQuorum(round.Blocks));
            Assert.All(drawn.Rounds, round =>
                Assert.Equal(Enumerable.Range(0, 21), round.Blocks.SelectMany(block => block).Order()));
        }
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(1, 2, 2)]
    [InlineData(4, 2, 16)]
    [InlineData(4, 5, 52)]
    [InlineData(7, 3, 1_094)]
    [InlineData(7, 8, 4_140)]
    public void Without_a_demand_for_quorums_one_round_has_as_many_cases_as_Stirling_and_Bell_count(
        int members, int partitions, long expected)
    {
        // One twin, so one node more than members.
        var input = new TwinsInput(members, [0], 1, 1, partitions, [[0]]);

        Assert.Equal(expected, new TwinsGenerator(input).CountWithoutRenaming());
    }

    [Fact]
    public void Inputs_that_make_no_sense_are_refused()
    {
        Assert.Throws<ArgumentException>(() => TwinsInput.WithAnyLeader(4, [], 3, 1, 2));
        Assert.Throws<ArgumentException>(() => TwinsInput.WithAnyLeader(4, [4], 3, 1, 2));
        Assert.Throws<ArgumentException>(() => TwinsInput.WithAnyLeader(4, [1, 1], 3, 1, 2));
        Assert.Throws<ArgumentException>(() => TwinsInput.WithAnyLeader(4, [0], 5, 1, 2));
        Assert.Throws<ArgumentException>(() => TwinsInput.WithAnyLeader(4, [0], 3, 0, 2));
        Assert.Throws<ArgumentException>(() => TwinsInput.WithAnyLeader(4, [0], 3, 1, 6));
        Assert.Throws<ArgumentException>(() => new TwinsInput(4, [0], 3, 2, 2, [[0]]));
        Assert.Throws<ArgumentException>(() => new TwinsInput(4, [0], 3, 1, 2, [[]]));
    }

    private static string[] Draw(TwinsInput input, int count)
    {
        var sampler = new TwinsSampler(input, new Dice(7, "twins"));
        return [.. Enumerable.Range(0, count).Select(_ => sampler.Draw().ToString())];
    }

    private static int[] Ids(string text) => [.. text.Split(' ').Select(id => int.Parse(id, null))];

    private static void AgreesWithBruteForce(TwinsInput input)
    {
        var (all, classes) = TwinsBruteForce.Classes(input);
        var generator = new TwinsGenerator(input);

        var given = generator.Cases().Select(c => TwinsBruteForce.ClassOf(input, c)).ToList();

        Assert.Equal(given.Count, given.Distinct().Count());
        Assert.Equal(classes, given.ToHashSet());
        Assert.Equal(classes.Count, generator.Count());
        Assert.Equal(all, generator.CountWithoutRenaming());
    }
}
