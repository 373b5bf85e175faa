using Witan.Simulation.Checking.Linearizability;
using Witan.Simulation.Services;
using Xunit;
using static Witan.Simulation.Tests.Attacks.AttackRun;

namespace Witan.Simulation.Tests.Attacks;

/// <summary>A13, A14, A22, A23, A25, A30: what a replica does to those who ask it, and in the name of others.</summary>
public sealed class SharedServingTests
{
    [Theory]
    [InlineData("wrongChunk", 1)]
    [InlineData("wrongChunk", 2)]
    [InlineData("oldSnapshot", 1)]
    [InlineData("oldSnapshot", 2)]
    [InlineData("slow", 1)]
    [InlineData("slow", 2)]
    [InlineData("endless", 1)]
    [InlineData("endless", 2)]
    [InlineData("hugeClaim", 1)]
    [InlineData("hugeClaim", 2)]
    [InlineData("changingManifest", 1)]
    [InlineData("changingManifest", 2)]
    public void Replicas_of_4_that_lag_catch_up_though_the_first_that_they_ask_serves_badly(string form, ulong seed)
    {
        var run = new AttackRun(seed, 4, [1], isLong: true).Lie(1, "CorruptStateTransfer", ("form", Text(form)));
        run.Cut(2, 100_000, 1_200_000).Cut(3, 1_900_000, 1_200_000).Cut(2, 3_600_000, 400_000).Run().Check();
        Assert.True(run.Correct.Any(r => r.StatesInstalled > 0), "no correct replica fetched a state");
    }

    [Theory]
    [InlineData("huge", 1)]
    [InlineData("huge", 2)]
    [InlineData("sinking", 1)]
    [InlineData("sinking", 2)]
    public void A_replica_of_4_that_lags_catches_up_though_another_lies_about_its_height(string form, ulong seed) =>
        new AttackRun(seed, 4, [1], isLong: true).Lie(1, "LieAboutHeight", ("form", Text(form)))
            .Cut(2, 100_000, 1_200_000).Run().Check();

    [Theory]
    [InlineData("replay", 1)]
    [InlineData("replay", 2)]
    [InlineData("reorder", 1)]
    [InlineData("reorder", 2)]
    [InlineData("alter", 1)]
    [InlineData("alter", 2)]
    public void Bundles_that_1_of_4_sends_again_or_alters_change_nothing_for_their_client(string form, ulong seed) =>
        new AttackRun(seed, 4, [3]).Lie(3, "ImpersonateClient", ("form", Text(form)), ("everyMs", Number(5)))
            .Run().Check();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_second_device_with_a_clients_key_at_1_of_4_harms_no_other_client(ulong seed) =>
        new AttackRun(seed, 4, [3], sharedClient: 0).Lie(3, "ImpersonateClient", ("form", Text("secondDevice")))
            .Run().Check(withoutClient: 0);

    [Theory]
    [InlineData("badSignature", 1)]
    [InlineData("badSignature", 2)]
    [InlineData("sameText", 1)]
    [InlineData("sameText", 2)]
    [InlineData("noConflict", 1)]
    [InlineData("noConflict", 2)]
    public void What_1_of_4_shows_against_those_who_did_not_lie_convinces_nobody(string form, ulong seed) =>
        new AttackRun(seed, 4, [3], isLong: true).Lie(3, "FalseAccusation", ("form", Text(form))).Run().Check();

    [Theory]
    [InlineData("all", 3, 1)]
    [InlineData("all", 0, 2)]
    [InlineData("replies", 3, 1)]
    [InlineData("replies", 0, 2)]
    [InlineData("stateVotes", 3, 1)]
    [InlineData("stateVotes", 0, 2)]
    public void False_results_of_1_of_4_reach_no_client(string what, int liar, ulong seed) =>
        new AttackRun(seed, 4, [liar]).Lie(liar, "WrongExecution", ("what", Text(what))).Run().Check();

    [Theory]
    [InlineData(false, 1)]
    [InlineData(false, 2)]
    [InlineData(true, 1)]
    [InlineData(true, 2)]
    public void Old_certified_states_of_1_of_4_are_read_as_new_by_no_client(bool perClient, ulong seed)
    {
        var run = new AttackRun(seed, 4, [3]).Lie(
            3, "StaleRead", ("behind", Number(3)), ("perClient", Flag(perClient)));
        run.Run().Check();
        var report = new CounterService().Judge(run.Workload.Calls);
        Assert.True(report.Verdict == CheckVerdict.Linearizable, report.Text);
    }
}
