using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Core.Verification;
using Witan.Primitives;
using Witan.TestKit.Pbft;
using Xunit;

namespace Witan.Tests.Verification;

/// <summary>Votes that agree with a quorum are set aside; nothing that a liar could be shown with is.</summary>
public sealed class SettledVotesTests
{
    private static readonly PbftForge Forge = new();
    private static readonly Digest Said = PbftForge.Block(1).Digest;
    private static readonly Digest Other = PbftForge.Block(1, 2).Digest;

    private readonly SettledVotes _settled = new(new Configurations(Forge.Configuration), Forge.Id(0));
    private readonly Verifier _verifier;

    public SettledVotesTests() => _verifier = new Verifier(
        PbftForge.Cluster, new Configurations(Forge.Configuration), PbftForge.Scheme, settled: _settled);

    private static SignedStatement Commit(int sender, Digest digest, ulong height = 1) =>
        Forge.Commit(sender, 0, height, digest);

    /// <summary>The same vote under a signature that does not hold.</summary>
    private static SignedStatement Forged(SignedStatement vote) => new(vote.Statement, default);

    private void Settle(params int[] dissenters) =>
        _settled.Settle(Commit(1, Said).Statement, [.. dissenters.Select(Forge.Id)]);

    private Rejection? Judge(Message message) =>
        _verifier.Verify(message, out var rejection) is null ? rejection : null;

    private Message? Contradicted(SignedStatement vote) =>
        _verifier.Contradicted(_verifier.Verify(vote, out _)!)?.Message;

    [Fact]
    public void Vote_for_what_is_not_settled_is_judged()
    {
        Assert.Null(Judge(Commit(3, Said)));
        Settle();
        Assert.Null(Judge(Commit(3, Said, height: 2)));
        Assert.Null(Judge(Forge.Commit(3, 1, 1, Said)));
        Assert.Null(Judge(Forge.Prepare(3, 0, 1, Said)));
    }

    [Fact]
    public void Vote_that_agrees_is_set_aside_without_a_signature_computed()
    {
        Settle();

        Assert.Equal(Rejection.Settled, Judge(Commit(3, Said)));
        Assert.Equal(0UL, _verifier.Computed);
    }

    [Fact]
    public void Vote_that_differs_is_judged_and_so_is_all_that_its_sender_says_later()
    {
        Settle();

        Assert.Null(Judge(Commit(3, Other)));
        Assert.Null(Judge(Commit(3, Said)));
    }

    [Fact]
    public void What_a_member_says_again_is_judged()
    {
        Settle();

        Assert.Equal(Rejection.Settled, Judge(Commit(3, Said)));
        Assert.Null(Judge(Commit(3, Said)));
        Assert.Null(Contradicted(Commit(3, Said)));
    }

    [Fact]
    public void Votes_of_who_differed_before_and_own_ones_are_never_set_aside()
    {
        Settle(2);

        Assert.Null(Judge(Commit(2, Said)));
        Assert.Null(Judge(Commit(0, Said)));
    }

    [Fact]
    public void Lie_after_a_vote_that_was_set_aside_brings_both_halves()
    {
        Settle();
        var first = Commit(3, Said);
        Assert.Equal(Rejection.Settled, Judge(first));

        Assert.Equal(first, Contradicted(Commit(3, Other)));
        Assert.Null(Contradicted(Commit(3, Other)));
    }

    [Fact]
    public void Lie_that_was_verified_before_the_rest_was_settled_keeps_its_senders_vote_from_being_set_aside()
    {
        var verified = _verifier.Verify(Commit(3, Other), out _)!;
        Settle();
        Assert.Null(_verifier.Contradicted(verified));

        Assert.Null(Judge(Commit(3, Said)));
    }

    [Fact]
    public void Forged_vote_that_was_set_aside_accuses_nobody_and_hides_nothing()
    {
        Settle();
        Assert.Equal(Rejection.Settled, Judge(Forged(Commit(3, Said))));
        Assert.Equal(Rejection.BadSignature, Judge(Forged(Commit(3, Said))));
        Assert.Null(Judge(Commit(3, Said)));

        Assert.Null(Contradicted(Commit(3, Other)));
    }

    [Fact]
    public void Stranger_is_not_set_aside()
    {
        Settle();
        var stranger = new Witan.Protocols.Pbft.Commit(
            Forge.Configuration.Number, new ReplicaId(77), default, new Height(1), Said);

        Assert.Equal(Rejection.NotAMember, Judge(new SignedStatement(stranger, default)));
    }

    [Fact]
    public void Oldest_is_forgotten_and_its_votes_are_judged_again()
    {
        Settle();
        for (var height = 2UL; height < SettledVotes.MaxSettled + 2; height++)
            _settled.Settle(Commit(1, Said, height).Statement, []);

        Assert.Equal(SettledVotes.MaxSettled, _settled.Count);
        Assert.Null(Judge(Commit(3, Said)));
        Assert.Equal(Rejection.Settled, Judge(Commit(3, Said, height: 2)));
    }
}
