using Witan.Protocols.Streamlet;
using Witan.Simulation.Running;
using Witan.Simulation.Scenarios;
using Witan.Simulation.Services;
using Xunit;
using static Witan.Simulation.Tests.Attacks.AttackRun;

namespace Witan.Simulation.Tests.Attacks;

/// <summary>Strategies that speak Streamlet: each does its deed, and three correct ones of four go on.</summary>
public sealed class StreamletAttackTests
{
    [Theory]
    [InlineData("EquivocateProposal", "content", "time", 1)]
    [InlineData("EquivocateProposal", "split", "one", 2)]
    [InlineData("DoubleVote", "votes", "all", 3)]
    [InlineData("VoteWithhold", "when", "always", 4)]
    [InlineData("VoteWithhold", "when", "deciding", 5)]
    [InlineData("VoteWithhold", "when", "leader", 6)]
    [InlineData("LateVoteRelease", "votes", "all", 7)]
    [InlineData("BadNewView", "form", "ignorePrepared", 8)]
    [InlineData("BadNewView", "form", "perRecipient", 9)]
    [InlineData("BadNewView", "form", "none", 10)]
    [InlineData("BadBlock", "form", "timeAhead", 11)]
    [InlineData("BadBlock", "form", "unknownBodies", 12)]
    [InlineData("BadBlock", "form", "unknownClient", 13)]
    [InlineData("BadBlock", "form", "bodyTwice", 14)]
    [InlineData("BadBlock", "form", "tooMany", 15)]
    [InlineData("Flood", "what", "proposals", 16)]
    [InlineData("Flood", "what", "viewChanges", 17)]
    public void A_liar_of_four_stops_nobody(string strategy, string arg, string value, ulong seed)
    {
        var run = new AttackRun(seed, 4, [0], isLong: true, protocol: new Protocol());
        run.Lie(0, strategy, (arg, Text(value))).Run().Check();
    }

    [Fact]
    public void A_liar_that_signs_votes_for_other_epochs_or_hides_what_it_says_stops_nobody()
    {
        var stale = new AttackRun(1, 4, [0], isLong: true, protocol: new Protocol());
        stale.Lie(0, "StaleView", ("ahead", Number(4))).Run().Check();
        new AttackRun(2, 4, [0], isLong: true, protocol: new Protocol()).Lie(0, "HideQC").Run().Check();
    }

    /// <summary>A tree that only finality would judge otherwise is notarized to the last node.</summary>
    [Theory]
    [InlineData("streamlet-t02-competing-branch", 6)]
    [InlineData("streamlet-t03-gap", 5)]
    [InlineData("streamlet-t13-one-vote-less", 4)]
    [InlineData("streamlet-t14-third-of-three", 5)]
    [InlineData("streamlet-t14-first-of-two", 5)]
    [InlineData("streamlet-t14-second-of-two", 4)]
    [InlineData("streamlet-t14-second-of-any-three", 4)]
    [InlineData("streamlet-t14-first-of-any-three", 6)]
    [InlineData("streamlet-t16-any-notarized-parent", 3)]
    public void The_trees_of_T13_to_T16_are_played_as_far_as_the_rules_allow(string file, long nodes)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "scenarios", file + ".json");
        var scenario = ScenarioReader.Read(File.ReadAllBytes(path), KnownProtocols.Descriptions).Scenario!;
        var setup = new RunSetup
        {
            Protocol = new Protocol(), Description = StreamletDescription.Value, Service = new RegistryService(),
        };
        Assert.Equal(nodes, new ScenarioRun(scenario, scenario.Seed, setup).Run().Fired[1]);
    }
}
