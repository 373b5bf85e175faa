using System.Reflection;
using Witan.Core.Messages;
using Witan.Protocols.Pbft;
using Witan.Simulation.Scenarios;
using Xunit;

namespace Witan.Simulation.Tests.Scenarios;

/// <summary>The catalogue of strategies is whole and fits itself.</summary>
public sealed class CatalogueTests
{
    /// <summary>Names as the literature of this project numbers them, A01 to A35.</summary>
    private static readonly string[] Names =
    [
        "EquivocateProposal", "DoubleVote", "VoteWithhold", "LateVoteRelease", "HideQC", "StaleView", "Replay",
        "ForgedCertificate", "CertSplice", "LyingViewChange", "BadNewView", "BadCheckpoint", "CorruptStateTransfer",
        "LieAboutHeight", "SlowLeader", "SlowForOneClient", "PartialAuth", "Flood", "Malformed", "NonCanonical",
        "SelectiveSend", "ImpersonateClient", "FalseAccusation", "SpoofSender", "WrongExecution", "FakeSpeculation",
        "BadShare", "KeyEpochAbuse", "MembershipSpam", "StaleRead", "ViewChangeStorm", "LeaderTargeting", "Colluders",
        "CrashCollusion", "ResourceTrap",
    ];

    /// <summary>Attacks that it names without a number.</summary>
    private static readonly string[] Unnumbered = ["MutateField", "SkipSlots", "PlayTree", "ForkBranch", "BadBlock"];

    [Fact]
    public void There_are_thirty_five_numbered_strategies_and_some_others()
    {
        Assert.Equal(Names.Concat(Unnumbered), StrategyCatalogue.All.Select(s => s.Name));
        string[] ids = [.. StrategyCatalogue.All.Select(s => s.Id)];
        Assert.Equal(Enumerable.Range(1, 35).Select(i => $"A{i:00}"), ids.Take(35));
        Assert.All(ids.Skip(35), id => Assert.Matches("^X[0-9]{2}$", id));
        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    [Fact]
    public void Every_strategy_says_where_it_is_defined_and_why_not_elsewhere() =>
        Assert.All(StrategyCatalogue.All, strategy =>
        {
            Assert.NotEmpty(strategy.Does);
            Assert.Equal(strategy.DefinedFor.Contains(Strategy.Shared), strategy.Elsewhere.Length == 0);
            Assert.All(strategy.DefinedFor, name => Assert.True(
                name == Strategy.Shared || KnownProtocols.Descriptions.Any(known => known.Name == name), name));
        });

    [Fact]
    public void Every_argument_has_a_name_of_its_own_a_meaning_and_a_default_that_it_admits() =>
        Assert.All(StrategyCatalogue.All, strategy =>
        {
            Assert.Equal(strategy.Args.Count, strategy.Args.Select(a => a.Name).Distinct().Count());
            Assert.All(strategy.Args, arg =>
            {
                Assert.NotEmpty(arg.Meaning);
                Assert.True(arg.Admits(arg.Default), $"{strategy.Name}.{arg.Name}");
                Assert.False(arg.Admits(new ArgValue.Text("never")), $"{strategy.Name}.{arg.Name}");
                Assert.False(arg.Admits(new ArgValue.Number(-1)), $"{strategy.Name}.{arg.Name}");
            });
        });

    [Fact]
    public void Two_strategies_have_exactly_the_arguments_that_the_format_fixes()
    {
        var slow = StrategyCatalogue.Find("SlowForOneClient")!;
        var hide = StrategyCatalogue.Find("HideQC")!;

        Assert.Equal(["client", "delayMs"], slow.Args.Select(a => a.Name));
        Assert.Equal(["showTo"], hide.Args.Select(a => a.Name));
        Assert.Equal(NodeName.Client(0), new StrategyCall(slow, []).Client("client"));
        Assert.Null(new StrategyCall(slow, []).Count("delayMs"));
    }

    [Fact]
    public void A_call_gives_what_the_file_says_and_else_the_default()
    {
        var call = new StrategyCall(
            StrategyCatalogue.Find("EquivocateProposal")!,
            [new("split", new ArgValue.Text("one")), new("times", new ArgValue.Number(3))]);

        Assert.Equal(("requests", "one", 3L), (call.Choice("content"), call.Choice("split"), call.Count("times")));
        Assert.Null(call.Nodes("victims"));
        Assert.Throws<ArgumentException>(() => call.Count("split"));
        Assert.Throws<ArgumentException>(() => call.Count("nothing"));
    }

    [Fact]
    public void A_client_is_named_by_number_or_by_name()
    {
        var strategy = StrategyCatalogue.Find("SlowForOneClient")!;

        NodeName Named(ArgValue value) => new StrategyCall(strategy, [new("client", value)]).Client("client");

        Assert.Equal(NodeName.Client(2), Named(new ArgValue.Number(2)));
        Assert.Equal(NodeName.Client(2), Named(new ArgValue.Text("c2")));
    }

    [Fact]
    public void Every_type_of_message_has_a_name_of_its_own_and_the_page_has_it()
    {
        var page = File.ReadAllText(Path.Combine(Files.Root(), "docs", "simulation.md"));
        var types = ConstantsOf(typeof(MessageType)).Concat(ConstantsOf(typeof(PbftMessageType)))
            .Where(constant => constant.Name != nameof(MessageType.FirstOfProtocol)).ToList();

        Assert.True(types.Count > 25, $"only {types.Count} types were found");
        Assert.All(types, constant =>
        {
            Assert.Equal([constant.Value], PbftDescription.Value.TypesOf(constant.Name)!);
            Assert.Contains($"`{constant.Name}`", page, StringComparison.Ordinal);
        });
    }

    private static IEnumerable<(string Name, byte Value)> ConstantsOf(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral)
            .Select(field => (field.Name, (byte)field.GetRawConstantValue()!));

    [Fact]
    public void The_families_of_shared_messages_hold_all_that_fetches_and_all_that_answers()
    {
        Assert.Equal([17, 19, 21, 23], PbftDescription.Value.TypesOf("Fetch")!.Select(t => (int)t));
        Assert.Equal([18, 20, 22, 24], PbftDescription.Value.TypesOf("Body")!.Select(t => (int)t));
        Assert.Equal([16], PbftDescription.Value.TypesOf("StateCommitment")!.Select(t => (int)t));
        Assert.Equal([64], PbftDescription.Value.TypesOf("PrePrepare")!.Select(t => (int)t));
        Assert.Null(PbftDescription.Value.TypesOf("Prevote"));
    }
}
