using Xunit;
using static Witan.Simulation.Tests.Attacks.AttackRun;

namespace Witan.Simulation.Tests.Attacks;

/// <summary>A07, A17 to A20, A24: what a replica does with messages, whatever they mean.</summary>
public sealed class SharedTalkingTests
{
    [Theory]
    [InlineData("none", 1)]
    [InlineData("none", 2)]
    [InlineData("slot", 1)]
    [InlineData("slot", 2)]
    [InlineData("session", 1)]
    [InlineData("session", 2)]
    [InlineData("cluster", 1)]
    [InlineData("cluster", 2)]
    public void What_1_of_4_replays_counts_once_and_in_its_place(string change, ulong seed) =>
        new AttackRun(seed, 4, [3]).Lie(3, "Replay", ("change", Text(change)), ("everyMs", Number(2))).Run().Check();

    [Theory]
    [InlineData("all", 3, 1)]
    [InlineData("all", 0, 2)]
    [InlineData("statements", 3, 1)]
    [InlineData("statements", 0, 2)]
    [InlineData("bundles", 3, 1)]
    [InlineData("bundles", 0, 2)]
    public void Signatures_of_1_of_4_that_hold_for_some_only_harm_nobody(string what, int liar, ulong seed) =>
        new AttackRun(seed, 4, [liar]).Lie(liar, "PartialAuth", ("what", Text(what))).Run().Check();

    [Theory]
    [InlineData("bundles", 1)]
    [InlineData("bundles", 2)]
    [InlineData("badSignatures", 1)]
    [InlineData("badSignatures", 2)]
    [InlineData("status", 1)]
    [InlineData("status", 2)]
    [InlineData("fetches", 1)]
    [InlineData("fetches", 2)]
    [InlineData("proposals", 1)]
    [InlineData("proposals", 2)]
    [InlineData("viewChanges", 1)]
    [InlineData("viewChanges", 2)]
    public void A_flood_from_1_of_4_drowns_nobody(string what, ulong seed) =>
        new AttackRun(seed, 4, [3]).Lie(3, "Flood", ("what", Text(what)), ("perSecond", Number(20_000))).Run().Check();

    [Theory]
    [InlineData("any", 1)]
    [InlineData("any", 2)]
    [InlineData("random", 1)]
    [InlineData("random", 2)]
    [InlineData("truncated", 1)]
    [InlineData("truncated", 2)]
    [InlineData("overLength", 1)]
    [InlineData("overLength", 2)]
    [InlineData("counts", 1)]
    [InlineData("counts", 2)]
    [InlineData("unknownType", 1)]
    [InlineData("unknownType", 2)]
    public void Bytes_of_1_of_4_that_are_no_message_are_refused(string form, ulong seed)
    {
        var run = new AttackRun(seed, 4, [3]).Lie(3, "Malformed", ("form", Text(form)));
        run.Run().Check();
        var refused = run.Correct.Sum(r => r.Rejections.GetValueOrDefault("Malformed")
            + r.Rejections.GetValueOrDefault("UnknownType"));
        Assert.True(refused > 0, "no correct replica refused any of it");
    }

    [Theory]
    [InlineData("any", 3, 1)]
    [InlineData("any", 0, 2)]
    [InlineData("trailing", 3, 1)]
    [InlineData("trailing", 0, 2)]
    [InlineData("order", 3, 1)]
    [InlineData("order", 0, 2)]
    [InlineData("largeS", 3, 1)]
    [InlineData("largeS", 0, 2)]
    [InlineData("point", 3, 1)]
    [InlineData("point", 0, 2)]
    public void Other_bytes_of_the_same_meaning_from_1_of_4_mean_nothing(string form, int liar, ulong seed) =>
        new AttackRun(seed, 4, [liar]).Lie(liar, "NonCanonical", ("form", Text(form))).Run().Check();

    [Theory]
    [InlineData(true, 3, 1)]
    [InlineData(true, 0, 2)]
    [InlineData(false, 3, 1)]
    [InlineData(false, 0, 2)]
    public void What_1_of_4_says_in_the_name_of_another_is_not_his(bool also, int liar, ulong seed) =>
        new AttackRun(seed, 4, [liar]).Lie(liar, "SpoofSender", ("also", Flag(also))).Run().Check();
}
