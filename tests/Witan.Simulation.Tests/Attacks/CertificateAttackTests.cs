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
    public void A_replica_of_4_that_forges_certificates_convinces_nobody(string form, ulong seed)
    {
        var run = new AttackRun(seed, 4, [3], isLong: true).Lie(3, "ForgedCertificate", ("form", Text(form)));
        run.Cut(0, 150_000, 900_000).Cut(2, 1_700_000, 600_000).Run().Check();
    }

    [Theory]
    [InlineData("state", 1)]
    [InlineData("ordering", 2)]
    public void Forging_one_kind_of_certificate_alone_convinces_nobody(string place, ulong seed)
    {
        var run = new AttackRun(seed, 4, [3], isLong: true).Lie(3, "ForgedCertificate", ("place", Text(place)));
        run.Cut(0, 150_000, 900_000).Cut(2, 1_700_000, 600_000).Run().Check();
    }

    [Theory]
    [InlineData("prepareAsCommit", 1)]
    [InlineData("commitAsPrepare", 2)]
    [InlineData("stateAsCommit", 3)]
    public void Signatures_of_one_kind_are_no_certificate_of_another(string form, ulong seed)
    {
        var run = new AttackRun(seed, 4, [3], isLong: true).Lie(3, "CertSplice", ("form", Text(form)));
        run.Cut(0, 150_000, 900_000).Cut(2, 1_700_000, 600_000).Run().Check();
    }

    [Theory]
    [InlineData("wrongDigest", 0, 1)]
    [InlineData("wrongDigest", 3, 2)]
    [InlineData("wrongSlot", 3, 3)]
    [InlineData("futureFlood", 3, 4)]
    public void A_replica_of_4_with_false_state_votes_certifies_nothing_false(string form, int liar, ulong seed) =>
        new AttackRun(seed, 4, [liar])
            .Lie(liar, "BadCheckpoint", ("form", Text(form)), ("count", Number(12))).Run().Check();
}
