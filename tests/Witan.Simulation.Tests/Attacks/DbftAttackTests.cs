using Witan.Protocols.Dbft;
using Xunit;
using static Witan.Simulation.Tests.Attacks.AttackRun;

namespace Witan.Simulation.Tests.Attacks;

/// <summary>Strategies that speak dBFT: each does its deed, and three correct ones of four go on.</summary>
public sealed class DbftAttackTests
{
    [Theory]
    [InlineData("EquivocateProposal", "content", "time", 1)]
    [InlineData("EquivocateProposal", "split", "one", 2)]
    [InlineData("DoubleVote", "votes", "prepare", 3)]
    [InlineData("DoubleVote", "votes", "commit", 4)]
    [InlineData("VoteWithhold", "when", "always", 5)]
    [InlineData("VoteWithhold", "when", "deciding", 6)]
    [InlineData("VoteWithhold", "when", "leader", 7)]
    [InlineData("LateVoteRelease", "votes", "all", 8)]
    [InlineData("LyingViewChange", "form", "omitPrepared", 9)]
    [InlineData("BadBlock", "form", "timeAhead", 10)]
    [InlineData("BadBlock", "form", "unknownBodies", 11)]
    [InlineData("BadBlock", "form", "unknownClient", 12)]
    [InlineData("BadBlock", "form", "bodyTwice", 13)]
    [InlineData("BadBlock", "form", "tooMany", 14)]
    [InlineData("Flood", "what", "proposals", 15)]
    [InlineData("Flood", "what", "viewChanges", 16)]
    public void A_liar_of_four_stops_nobody(string strategy, string arg, string value, ulong seed)
    {
        var run = new AttackRun(seed, 4, [1], isLong: true, protocol: new Protocol());
        run.Lie(1, strategy, (arg, Text(value))).Run().Check();
    }

    [Theory]
    [InlineData("StaleView", 1)]
    [InlineData("HideQC", 2)]
    [InlineData("ViewChangeStorm", 3)]
    public void A_liar_of_four_with_a_strategy_as_it_comes_stops_nobody(string strategy, ulong seed) =>
        new AttackRun(seed, 4, [1], isLong: true, protocol: new Protocol()).Lie(1, strategy).Run().Check();
}
