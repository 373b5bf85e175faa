using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Protocols.SingleShot;
using Witan.TestKit.SingleShot;
using Xunit;

namespace Witan.Tests.Protocols.SingleShot;

/// <summary>The rules as tables.</summary>
public sealed class RulesTests
{
    private static readonly ConsensusForge Forge = new();
    private static readonly Value X = ConsensusForge.Value("x");
    private static readonly Value Y = ConsensusForge.Value("y");

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(4, 3)]
    [InlineData(5, 0)]
    [InlineData(1_000_001, 0)]
    public void Leaders_take_turns_by_place_from_view_1(ulong view, uint leader) =>
        Assert.Equal(new ReplicaId(leader), SingleShotRules.Leader(Forge.Configuration, new View(view)));

    [Theory]
    [InlineData(4, 1, 3)]
    [InlineData(5, 1, 4)]
    [InlineData(6, 1, 4)]
    [InlineData(7, 2, 5)]
    public void M_is_exactly_a_quorum(int n, int f, int quorum)
    {
        var forge = new ConsensusForge(n, f);
        for (var count = 1; count <= n; count++)
        {
            var claims = Enumerable.Range(0, count).Select(i => forge.NewLeader(i, 2)).ToArray();
            var m = (Propose)forge.Propose(1, 2, X, ConsensusForge.Justify(claims)).Statement;
            Assert.Equal(count == quorum, SingleShotRules.FaultIn(m, forge.Configuration) is null);
        }
    }

    public static TheoryData<string, bool> NewLeaders => new()
    {
        { "nothing prepared", true }, { "prepared below", true }, { "prepared in its own view", false },
        { "prepared above", false }, { "certificate of another view", false },
        { "certificate of another value", false }, { "value without certificate", false },
        { "certificate of another instance", false }, { "claim of a digest without a view", false },
    };

    [Theory]
    [MemberData(nameof(NewLeaders))]
    public void E5_validNL_takes_a_lower_view_that_is_shown(string name, bool isValid)
    {
        var other = new ConsensusForge { Instance = Forge.Instance + 1 };
        var m = name switch
        {
            "nothing prepared" => Forge.NewLeader(0, 5),
            "prepared below" => Forge.NewLeader(0, 5, 4, X),
            "prepared in its own view" => Forge.NewLeader(0, 5, 5, X),
            "prepared above" => Forge.NewLeader(0, 5, 6, X),
            "certificate of another view" => Forge.NewLeaderWith(0, 5, 4, X, Forge.PreparedCertificate(3, X)),
            "certificate of another value" => Forge.NewLeaderWith(0, 5, 4, X, Forge.PreparedCertificate(4, Y)),
            "value without certificate" => Forge.NewLeaderWith(0, 5, 4, X, null),
            "certificate of another instance" => Forge.NewLeaderWith(0, 5, 4, X, other.PreparedCertificate(4, X)),
            _ => Forge.NewLeaderWith(0, 5, 0, X, null),
        };

        Assert.Equal(isValid, SingleShotRules.FaultIn((NewLeader)m.Statement) is null);
    }

    public static TheoryData<string, bool> Proposals => new()
    {
        { "nothing claimed", true }, { "highest claim", true }, { "highest of several claims", true },
        { "another value than the highest claim", false }, { "lower claim's value", false },
        { "claim without its certificate", false }, { "certificate of a lower claim", false },
        { "certificate that nobody claims", false }, { "two values in the highest view", false },
        { "a sender twice", false }, { "claims of another view", false }, { "claims of another instance", false },
        { "claim of the own view", false }, { "not from the leader", false }, { "without value", false },
    };

    [Theory]
    [MemberData(nameof(Proposals))]
    public void E5_safeProposal_takes_what_the_highest_shown_claim_asks_for(string name, bool isSafe) =>
        Assert.Equal(isSafe, SingleShotRules.FaultIn((Propose)Make(name).Statement, Forge.Configuration) is null);

    [Fact]
    public void A_proposal_without_M_is_for_who_voted_in_no_lower_view()
    {
        Assert.True(SingleShotRules.MayVote(Justification.Empty, default));
        Assert.False(SingleShotRules.MayVote(Justification.Empty, new View(3)));
        var m = ConsensusForge.Justify(Forge.NewLeader(0, 2), Forge.NewLeader(1, 2), Forge.NewLeader(2, 2));
        Assert.True(SingleShotRules.MayVote(m, new View(1)));
    }

    [Theory]
    [InlineData(0, 500)]
    [InlineData(1, 1000)]
    [InlineData(2, 2000)]
    [InlineData(3, 3000)]
    [InlineData(64, 3000)]
    public void F_doubles_up_to_its_cap(int timeouts, int expected) => Assert.Equal(
        TimeSpan.FromMilliseconds(expected),
        SingleShotRules.Backoff(TimeSpan.FromMilliseconds(500), timeouts, TimeSpan.FromSeconds(3)));

    [Fact]
    public void A_clock_ahead_or_a_full_table_does_not_speak_against_a_leader()
    {
        Assert.True(SingleShotRules.IsLeadersFault(Rejection.InvalidBlock));
        Assert.False(SingleShotRules.IsLeadersFault(Rejection.TimeAhead));
        Assert.False(SingleShotRules.IsLeadersFault(Rejection.OverQuota));
    }

    private static SignedStatement Make(string name)
    {
        var (none, low, high) = (Forge.NewLeader(0, 6), Forge.NewLeader(1, 6, 2, Y), Forge.NewLeader(2, 6, 4, X));
        var (shown, bare) = (((NewLeader)high.Statement).Certificate, ((NewLeader)low.Statement).Certificate);
        var other = new ConsensusForge { Instance = Forge.Instance + 1 };
        SignedStatement[] claims = [none.Bare, low.Bare, high.Bare];
        SignedStatement[] silent = [none.Bare, Forge.NewLeader(1, 6), Forge.NewLeader(3, 6)];
        return name switch
        {
            "nothing claimed" => With(Y, silent, null),
            "highest claim" => With(X, [none.Bare, Forge.NewLeader(1, 6), high.Bare], shown),
            "highest of several claims" => With(X, claims, shown),
            "another value than the highest claim" => With(ConsensusForge.Value("z"), claims, shown),
            "lower claim's value" => With(Y, claims, shown),
            "claim without its certificate" => With(X, claims, null),
            "certificate of a lower claim" => With(Y, claims, bare),
            "certificate that nobody claims" => With(X, silent, shown),
            "two values in the highest view" =>
                With(X, [none.Bare, Forge.NewLeader(1, 6, 4, Y).Bare, high.Bare], shown),
            "a sender twice" => With(Y, [silent[0], silent[0], silent[1]], null),
            "claims of another view" => With(
                Y, [Forge.NewLeader(0, 5), Forge.NewLeader(1, 5), Forge.NewLeader(2, 5)], null),
            "claims of another instance" => With(
                Y, [other.NewLeader(0, 6), other.NewLeader(1, 6), other.NewLeader(2, 6)], null),
            "claim of the own view" => With(
                X, [none.Bare, Forge.NewLeader(1, 6), Forge.NewLeader(2, 6, 6, X).Bare],
                Forge.PreparedCertificate(6, X)),
            "not from the leader" => Forge.Propose(2, 6, Y, new Justification(silent, null)),
            _ => Forge.Propose(1, 6, Y, new Justification(silent, null)).Bare,
        };

        static SignedStatement With(Value value, SignedStatement[] claims, PreparedCertificate? highest) =>
            Forge.Propose(1, 6, value, new Justification(claims, highest));
    }
}
