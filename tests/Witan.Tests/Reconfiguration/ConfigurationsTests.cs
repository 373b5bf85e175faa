using Witan.Core.Certificates;
using Witan.Core.Execution;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Core.Reconfiguration;
using Witan.Core.Verification;
using Witan.Crypto;
using Witan.Primitives;
using Witan.Primitives.Membership;
using Xunit;

namespace Witan.Tests.Reconfiguration;

public sealed class ConfigurationsTests
{
    private static readonly IdealScheme Scheme = new(Sha256.Hash([3]));
    private static readonly ISigner[] Signers = [.. Enumerable.Range(0, 4).Select(i => Scheme.CreateSigner("R" + i))];
    private static readonly Digest Cluster = Sha256.Hash([4]);

    private static readonly Configuration Zero = Configuration.Create(
        default,
        Signers.Select((s, i) => new Member(new ReplicaId((uint)i), "o" + i, s.PublicKey, default, "h:" + i, 1)),
        1, "none", new ClusterParameters());

    [Fact]
    public void A_decided_change_counts_by_height_at_once_and_by_number_when_it_is_certified()
    {
        var configurations = new Configurations(Zero);
        Assert.True(configurations.Decide(new Height(385), Zero.Renumbered()));
        Assert.Equal(0UL, configurations.At(new Height(384)).Number.Value);
        Assert.Equal(1UL, configurations.At(new Height(385)).Number.Value);
        Assert.Equal(new Height(384), configurations.LastHeightOf(default));
        Assert.Null(configurations.LastHeightOf(new ConfigurationNumber(1)));
        Assert.Null(configurations.ByNumber(new ConfigurationNumber(1)));
        Assert.Null(configurations.StepAfter(new Height(384)));

        var step = Step(Zero, 384, 0, 1, 2);
        Assert.True(configurations.Learn(step));
        Assert.Equal(1UL, configurations.ByNumber(new ConfigurationNumber(1))!.Number.Value);
        Assert.Same(step, configurations.StepAfter(new Height(384)));
        Assert.Null(configurations.StepAfter(new Height(383)));
        Assert.False(configurations.Learn(step));
    }

    [Fact]
    public void Steps_are_learnt_in_order_only_and_never_with_another_configuration()
    {
        var configurations = new Configurations(Zero);
        var (first, second) = (Step(Zero, 384, 0, 1, 2), Step(Zero.Renumbered(), 768, 0, 1, 2));
        Assert.False(configurations.Learn(second));
        Assert.False(configurations.Decide(new Height(769), second.Configuration));
        Assert.False(configurations.Learn(first with { Configuration = Zero }));
        Assert.True(configurations.Learn(first));
        Assert.True(configurations.Learn(second));
        Assert.Equal(2, configurations.Steps.Count);
        Assert.Equal(1UL, configurations.At(new Height(768)).Number.Value);
    }

    [Fact]
    public void The_verifier_goes_from_step_to_step_within_one_message()
    {
        var verifier = new Verifier(Cluster, new Configurations(Zero), Scheme);
        var (first, second) = (Step(Zero, 384, 0, 1, 2), Step(Zero.Renumbered(), 768, 1, 2, 3));
        Assert.NotNull(verifier.Verify(new Steps([first, second]), out _));
        Assert.Null(verifier.Verify(new Steps([second]), out var ahead));
        Assert.Equal("ConfigurationAhead", ahead.Name);
        Assert.Null(verifier.Verify(new Steps([first, Step(Zero.Renumbered(), 768, 1, 2)]), out var few));
        Assert.Equal("BadCertificate", few.Name);
        // Signed by the same members under the old number.
        var commitment = Commitment(Zero, 768, second.Configuration);
        var stale = new ConfigurationStep(Certify(commitment, Zero, 0, 1, 2), second.Configuration);
        Assert.Null(verifier.Verify(new Steps([first, stale]), out _));
    }

    private static ConfigurationStep Step(Configuration before, ulong last, params int[] signers)
    {
        var next = before.Renumbered();
        return new ConfigurationStep(Certify(Commitment(before, last, next), before, signers), next);
    }

    private static StateCommitment Commitment(Configuration before, ulong height, Configuration next) => new()
    {
        Cluster = Cluster, Configuration = before.Number, Height = new Height(height), Previous = Sha256.Hash([5]),
        Chain = Sha256.Hash([6]), Time = new BlockTime(9), State = Sha256.Hash([7]), Results = Sha256.Hash([8]),
        Changes = Sha256.Hash([9]), NextConfiguration = Executor.DigestOf(next),
    };

    private static StateCertificate Certify(
        StateCommitment commitment, Configuration configuration, params int[] signers)
    {
        var table = new VoteTable(configuration);
        var set = MemberSet.Empty;
        foreach (var signer in signers)
        {
            var vote = new StateVote(commitment.Configuration, new ReplicaId((uint)signer), commitment);
            table.Add(new SignedStatement(vote, Signers[signer].Sign(vote.TextDigest(Cluster, 0))), commitment.Digest);
            set = set.With(signer);
        }

        return new StateCertificate(table.Certify(set));
    }
}
