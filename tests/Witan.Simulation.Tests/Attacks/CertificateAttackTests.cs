using Xunit;
using static Witan.Simulation.Tests.Attacks.AttackRun;

namespace Witan.Simulation.Tests.Attacks;

/// <summary>A08, A09, A12: false certificates and checkpoints.</summary>
public sealed class CertificateAttackTests
{
    [Theory]
    [InlineData("duplicateSigner", 1)]
    [InlineData("tooFew", 2)]
    [InlineData("wrongKeys", 3)]
    [InlineData("mixedDigests", 4)]
    [InlineData("emptySignature", 5)]
    [InlineData("swappedIds", 6)]
    public void Forged_certificates_in_the_view_changes_of_1_of_4_convince_nobody(string form, ulong seed) =>
        ChangeViews(
            new AttackRun(seed, 4, [1], isLong: true).Lie(1, "ForgedCertificate", ("form", Text(form)))).Check();

    [Theory]
    [InlineData("duplicateSigner", 1)]
    [InlineData("tooFew", 2)]
    [InlineData("wrongKeys", 3)]
    [InlineData("mixedDigests", 4)]
    [InlineData("emptySignature", 5)]
    [InlineData("swappedIds", 6)]
    public void Forged_certificates_for_replicas_of_4_that_lag_convince_nobody(string form, ulong seed)
    {
        var run = new AttackRun(seed, 4, [1], isLong: true, window: 64).Lie(
            1, "ForgedCertificate", ("form", Text(form)));
        Lag(run).Check();
        Assert.True(run.Cluster.Network.SentByType.GetValueOrDefault("RawMessage") > 0, "no answer was forged");
    }

    [Theory]
    [InlineData("state", 1)]
    [InlineData("ordering", 2)]
    public void Forging_one_kind_of_certificate_alone_convinces_nobody(string place, ulong seed)
    {
        ChangeViews(
            new AttackRun(seed, 4, [1], isLong: true).Lie(1, "ForgedCertificate", ("place", Text(place)))).Check();
        Lag(new AttackRun(seed, 4, [1], isLong: true, window: 64)
            .Lie(1, "ForgedCertificate", ("place", Text(place)))).Check();
    }

    [Theory]
    [InlineData("prepareAsCommit", 1)]
    [InlineData("stateAsCommit", 2)]
    public void Signatures_of_another_kind_decide_nothing_for_replicas_of_4_that_lag(string form, ulong seed) =>
        Lag(new AttackRun(seed, 4, [1], isLong: true, window: 64).Lie(1, "CertSplice", ("form", Text(form)))).Check();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Commits_are_no_prepared_certificate(ulong seed) =>
        ChangeViews(
            new AttackRun(seed, 4, [1], isLong: true).Lie(1, "CertSplice", ("form", Text("commitAsPrepare")))).Check();

    [Theory]
    [InlineData("wrongDigest", 0, 1)]
    [InlineData("wrongDigest", 3, 2)]
    [InlineData("wrongSlot", 3, 3)]
    [InlineData("futureFlood", 3, 4)]
    public void A_replica_of_4_with_false_state_votes_certifies_nothing_false(string form, int liar, ulong seed) =>
        new AttackRun(seed, 4, [liar])
            .Lie(liar, "BadCheckpoint", ("form", Text(form)), ("count", Number(12))).Run().Check();

    /// <summary>The leaders of views 0 and 2 are cut: the liar sends VIEW-CHANGEs and opens a view itself.</summary>
    private static AttackRun ChangeViews(AttackRun run) =>
        run.Cut(0, 150_000, 900_000).Cut(2, 1_700_000, 900_000).Run();

    /// <summary>
    /// One replica falls behind by more than a window of 64 and needs a state, and two by less and need decisions. The
    /// first that they ask is replica 1.
    /// </summary>
    private static AttackRun Lag(AttackRun run) =>
        run.Cut(2, 100_000, 1_200_000).Cut(3, 1_900_000, 250_000).Cut(2, 2_600_000, 250_000).Run();
}
