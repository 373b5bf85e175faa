using Witan.Core.Messages;
using Witan.Protocols.Dbft;
using Witan.TestKit.Dbft;
using Witan.TestKit.Ordering;
using Xunit;

namespace Witan.Tests.Protocols.Dbft;

/// <summary>
/// The liveness locks that dBFT 2.0 has by design, message by message, and which setting avoids which. Place 1 is
/// primary of height 1 in view 0, place 0 in view 1, place 3 in view 2.
/// </summary>
public sealed class LockTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMilliseconds(1_200);

    private static OrderingTable Table(DbftOptions options)
    {
        var table = new OrderingTable(new DbftForge(options));
        table.Deliver();
        return table;
    }

    private static bool Is<T>(Letter letter) => letter.Message is SignedStatement { Statement: T };

    private static bool IsBetween(Letter letter, int from, params int[] to) =>
        letter.From == from && to.Contains(letter.To);

    private static void AssertLocked(OrderingTable table, ulong height, params int[] places)
    {
        table.Run(TimeSpan.FromSeconds(60));
        Assert.All(places, place => Assert.Null(table.Decided(place, height)));
        Assert.All(places, place => Assert.Equal("Locked", table[place].Status.Mode));
        Assert.All(places, place => Assert.Contains($"height {height}:", table[place].Status.Stall));
    }

    /// <summary>Validator 2 commits in view 0 with the preparations of 1 and 3; nobody else sees a quorum.</summary>
    private static void LetTwoCommitAlone(OrderingTable table)
    {
        table.Pool();
        table.Deliver(l => Is<PrepareRequest>(l) && IsBetween(l, 1, 2, 3));
        table.Deliver(l => Is<PrepareResponse>(l) && IsBetween(l, 3, 2));
        Assert.Contains(table.Letters, l => Is<Commit>(l) && l.From == 2);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void L1_four_good_validators_lock_if_only_commits_of_the_current_view_count(bool ofAnyView, bool locks)
    {
        var table = Table(new DbftOptions { CountsCommitsOfAnyView = ofAnyView });
        LetTwoCommitAlone(table);
        // The other three go to view 1.
        table.Pass(Timeout, 0, 1, 3);
        table.Deliver(l => Is<ChangeView>(l) && l.To != 2);
        Assert.All(new[] { 0, 1, 3 }, place => Assert.Equal(1ul, table[place].Status.View.Value));
        // Of them only 3 sees the preparations of view 1.
        table.Deliver(l => Is<PrepareRequest>(l) && IsBetween(l, 0, 1, 3));
        table.Deliver(l => Is<PrepareResponse>(l) && IsBetween(l, 1, 3));
        Assert.Contains(table.Letters, l => Is<Commit>(l) && l.From == 3);
        table.Pass(TimeSpan.FromSeconds(2), 0, 1);

        if (locks)
        {
            AssertLocked(table, 1, 0, 1, 2, 3);
            return;
        }

        table.Run(TimeSpan.FromSeconds(20));
        var decided = table.Decided(3, 1);
        Assert.NotNull(decided);
        Assert.All(new[] { 0, 1 }, place => Assert.Equal(decided, table.Decided(place, 1)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void L2_one_crash_of_four_locks_who_committed_and_who_asked_for_a_change_until_it_is_back(bool countsLost)
    {
        var table = Table(new DbftOptions { CountsLost = countsLost });
        LetTwoCommitAlone(table);
        var dead = table[3];
        table.Kill(3);
        table.Lose(l => l.From == 3 || l.To == 3);
        table.Pass(Timeout, 0, 1);

        AssertLocked(table, 1, 0, 1, 2);
        Assert.Contains("R2 committed in view 0", table[0].Status.Stall);
        Assert.Contains("R3 is silent", table[0].Status.Stall);

        table.Restart(3, dead);
        table.Run(TimeSpan.FromSeconds(60));
        Assert.All(new[] { 0, 1, 3 }, place => Assert.NotNull(table.Decided(place, 1)));
    }

    /// <summary>Height 3, primary 3. Validator 1 did not hear 0 for a height and takes it for lost.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void L3_a_slow_validator_that_is_taken_for_lost_locks_four_good_ones(bool countsLost)
    {
        var table = Table(new DbftOptions { CountsLost = countsLost });
        table.Pool();
        table.Deliver();
        Assert.Equal(1ul, table[1].Executed.Value);
        table.Pool();
        table.Deliver(l => !IsBetween(l, 0, 1));
        Assert.Equal(2ul, table[1].Executed.Value);
        table.Lose();

        table.Pool();
        table.Deliver(l => Is<PrepareRequest>(l) && IsBetween(l, 3, 0, 2));
        table.Deliver(l => Is<PrepareResponse>(l) && (IsBetween(l, 0, 3) || IsBetween(l, 2, 3)));
        Assert.Contains(table.Letters, l => Is<Commit>(l) && l.From == 3);
        table.Pass(Timeout, 0, 1, 2);
        // 1 hears that 3 committed; with 0 "lost" no change can win, so it takes the proposal and commits in view 0.
        table.Deliver(l => Is<Commit>(l) && IsBetween(l, 3, 1));
        table.Deliver(l => Is<PrepareRequest>(l) && IsBetween(l, 3, 1));
        table.Deliver(l => Is<PrepareResponse>(l) && IsBetween(l, 2, 1));
        Assert.Equal(countsLost, table.Letters.Any(l => Is<Commit>(l) && l.From == 1));
        // Its request for a change, said before, takes 0 and 2 to view 1.
        table.Deliver(l => Is<ChangeView>(l) && l.To is 0 or 2);
        Assert.All(new[] { 0, 2 }, place => Assert.Equal(1ul, table[place].Status.View.Value));

        if (countsLost)
        {
            AssertLocked(table, 3, 0, 1, 2, 3);
            return;
        }

        table.Run(TimeSpan.FromSeconds(20));
        Assert.All(new[] { 0, 1, 2 }, place => Assert.NotNull(table.Decided(place, 3)));
    }

    [Fact]
    public void L4_a_liar_that_commits_in_secret_and_asks_for_a_change_locks_and_forks_nobody()
    {
        var table = Table(new DbftOptions());
        LetTwoCommitAlone(table);
        // 3 lies: it hides its commit, helps 0 and 1 to view 1, and is silent from then on.
        var liar = (DbftForge)table.Forge;
        table.Kill(3);
        table.Lose(l => l.From == 3 || l.To == 3);
        table.Pass(Timeout, 0, 1);
        foreach (var to in new[] { 0, 1 }) table.Slip(3, to, liar.ChangeView(3, 1, 0));
        table.Deliver();
        Assert.All(new[] { 0, 1 }, place => Assert.Equal(1ul, table[place].Status.View.Value));

        AssertLocked(table, 1, 0, 1, 2);
    }

    /// <summary>It goes on talking, so it is not silent: what it said shows that no block gets prepared.</summary>
    [Fact]
    public void L8_a_primary_that_commits_and_tells_each_something_else_locks_beside_one_commit_of_before()
    {
        var table = Table(new DbftOptions());
        LetTwoCommitAlone(table);
        table.Pass(Timeout, 0, 1, 3);
        table.Deliver(l => Is<ChangeView>(l) && l.To != 2);
        var liar = (DbftForge)table.Forge;
        table.Kill(0);
        table.Lose(l => l.From == 0 || l.To == 0);
        var (left, right) = (OrderingForge.Block(1), OrderingForge.Block(1, 2));
        table.Slip(0, 1, liar.Request(1, left));
        table.Slip(0, 3, liar.Request(1, right));
        foreach (var to in new[] { 1, 2, 3 }) table.Slip(0, to, liar.Commit(0, 1, left));

        for (var second = 0; second < 60; second++)
        {
            table.Run(TimeSpan.FromSeconds(1));
            foreach (var to in new[] { 1, 3 }) table.Slip(0, to, liar.Commit(0, 1, left));
        }

        Assert.All(new[] { 1, 2, 3 }, place => Assert.Null(table.Decided(place, 1)));
        Assert.All(new[] { 1, 3 }, place => Assert.Equal("Locked", table[place].Status.Mode));
        Assert.All(new[] { 1, 3 }, place => Assert.Contains(
            "no block of view 1 can get a quorum of preparations", table[place].Status.Stall));
    }

    /// <summary>With one frozen in view 0 all three others are needed, and one of them sends no preparation.</summary>
    [Fact]
    public void L4_a_liar_that_helps_to_every_view_and_prepares_nothing_is_seen_after_a_round_of_leaders()
    {
        var table = Table(new DbftOptions());
        LetTwoCommitAlone(table);
        var liar = (DbftForge)table.Forge;
        table.Kill(3);
        table.Lose(l => l.From == 3 || l.To == 3);

        table.Pass(Timeout, 0, 1);
        for (var view = 0ul; view < 4; view++)
        {
            Assert.All(new[] { 0, 1 }, place => Assert.NotEqual("Locked", table[place].Status.Mode));
            for (var i = 0; i < 1_000 && !Array.TrueForAll([0, 1], p => table[p].Status.Mode == "ViewChange"); i++)
                table.Run(TimeSpan.FromMilliseconds(20));
            foreach (var to in new[] { 0, 1 }) table.Slip(3, to, liar.ChangeView(3, 1, view));
            table.Run(TimeSpan.FromMilliseconds(20));
            Assert.All(new[] { 0, 1 }, place => Assert.Equal(view + 1, table[place].Status.View.Value));
        }

        Assert.All(new[] { 0, 1 }, place => Assert.Equal("Locked", table[place].Status.Mode));
        Assert.All(new[] { 0, 1 }, place => Assert.Contains(
            "R2 committed in view 0, so each view needs all the others", table[place].Status.Stall));
        Assert.All(new[] { 0, 1, 2 }, place => Assert.Null(table.Decided(place, 1)));
    }

    /// <summary>
    /// What <see cref="DbftOptions.CountsLost"/> says of the default: while all messages arrive in the end and all who
    /// crash come back, some view of the height gets its quorum.
    /// </summary>
    [Fact]
    public void Four_good_validators_decide_whatever_is_lost_before_the_network_is_stable()
    {
        for (var seed = 1u; seed <= 200; seed++)
        {
            var table = Table(new DbftOptions());
            table.Pool();
            var random = seed;
            for (var round = 0; round < 40; round++)
            {
                table.Deliver(_ => Next(ref random) % 4 != 0);
                table.Lose(_ => Next(ref random) % 3 == 0);
                table.Pass(TimeSpan.FromMilliseconds(Next(ref random) % 300), (int)(Next(ref random) % 4));
            }

            table.Run(TimeSpan.FromSeconds(40));
            var decided = Enumerable.Range(0, 4).Select(place => table.Decided(place, 1)).ToArray();
            Assert.True(decided.Count(d => d is not null) >= 3, $"seed {seed}: {Modes(table)}");
            Assert.Single(decided.Where(d => d is not null).Distinct());
        }

        static uint Next(ref uint state)
        {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            return state;
        }
    }

    private static string Modes(OrderingTable table) =>
        string.Join("; ", Enumerable.Range(0, 4).Select(place => $"{table[place].Status}"));
}
