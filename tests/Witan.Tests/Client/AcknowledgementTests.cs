using Witan.Client;
using Witan.Core.Certificates;
using Witan.Core.Messages;
using Witan.Crypto;
using Witan.Crypto.Trees;
using Witan.Primitives;
using Xunit;

namespace Witan.Tests.Client;

public class AcknowledgementTests
{
    private readonly FakeCluster _cluster = new();
    private readonly ClientHarness _client;

    public AcknowledgementTests() => _client = new ClientHarness(_cluster);

    [Fact]
    public void A_quorum_of_votes_for_one_block_acknowledges_and_two_of_four_do_not()
    {
        var ticket = _client.Submit("a=1");
        var block = _cluster.Execute(_client.Bundles[0]);
        Reply(0, block);
        Reply(1, block);
        Assert.Empty(_client.Done);
        Reply(3, block);
        var done = Assert.IsType<ClientOutcome.Acknowledged>(_client.Done[ticket]);
        Assert.Equal("done:a=1", ClientHarness.TextOf(done.Result.Value));
        Assert.Equal(block.Commitment.Height, done.Result.Height);
        Assert.Equal([0u, 1u, 3u], done.Result.Proof.Certificate.Certificate.Signers.Select(s => s.Value));
        Assert.Equal(block.Commitment.Height, _client.Machine.Highest);
    }

    [Fact]
    public void A_forged_vote_never_counts()
    {
        _client.Submit("a=1");
        var block = _cluster.Execute(_client.Bundles[0]);
        Reply(0, block);
        Reply(1, block);
        var reply = _cluster.ReplyOf(2, block, _client.Bundles[0]);
        _client.Deliver(3, With(reply, vote: new SignedStatement(
            new StateVote(new ConfigurationNumber(0), new ReplicaId(3), block.Commitment), reply.Vote.Signature)));
        Assert.Empty(_client.Done);
        Assert.Equal(1u, _client.Machine.Lies.Count(new ReplicaId(3), LieKind.Unverified));
    }

    [Fact]
    public void One_signer_counts_once_however_many_replicas_send_its_vote()
    {
        _client.Submit("a=1");
        var block = _cluster.Execute(_client.Bundles[0]);
        var reply = _cluster.ReplyOf(2, block, _client.Bundles[0]);
        for (var from = 0; from < 4; from++) _client.Deliver(from, reply);
        Assert.Empty(_client.Done);
    }

    [Fact]
    public void A_vote_of_no_member_or_of_another_configuration_or_cluster_never_counts()
    {
        _client.Submit("a=1");
        var block = _cluster.Execute(_client.Bundles[0]);
        Reply(0, block);
        Reply(1, block);
        var reply = _cluster.ReplyOf(2, block, _client.Bundles[0]);
        var stranger = new StateVote(new ConfigurationNumber(0), new ReplicaId(9), block.Commitment);
        _client.Deliver(2, With(reply, vote: _cluster.Sign(2, stranger)));
        var later = block.Commitment with { Configuration = new ConfigurationNumber(1) };
        _client.Deliver(2, With(reply, vote: _cluster.Vote(2, FakeCluster.Fresh(later))));
        var other = new FakeCluster(name: "b");
        var elsewhere = other.Execute(_client.Bundles[0]);
        _client.Deliver(2, other.ReplyOf(2, elsewhere, _client.Bundles[0]));
        Assert.Empty(_client.Done);
        Assert.Equal(3u, _client.Machine.Lies.Count(new ReplicaId(2), LieKind.Unverified));
    }

    [Fact]
    public void A_commitment_that_names_another_cluster_is_refused_though_a_member_signed_it()
    {
        _client.Submit("a=1");
        var block = _cluster.Execute(_client.Bundles[0]);
        var foreign = FakeCluster.Fresh(block.Commitment with { Cluster = Sha256.Hash([1]) });
        _client.Deliver(2, With(_cluster.ReplyOf(2, block, _client.Bundles[0]), vote: _cluster.Vote(2, foreign)));
        Assert.Equal(1u, _client.Machine.Lies.Count(new ReplicaId(2), LieKind.BadPath));
    }

    [Fact]
    public void A_result_for_the_digest_of_another_request_is_refused_even_with_a_quorum()
    {
        _client.Submit("a=1");
        var sent = _client.Bundles[0];
        var other = new Bundle(sent.Session, sent.First, 1, [FakeCluster.Text("a=2")], sent.Signature);
        var block = _cluster.Execute(other);
        for (var i = 0; i < 4; i++) _client.Deliver(i, _cluster.ReplyOf(i, block, other));
        Assert.Empty(_client.Done);
        Assert.Equal(1u, _client.Machine.Lies.Count(new ReplicaId(0), LieKind.WrongDigest));
    }

    [Fact]
    public void A_changed_result_does_not_lead_to_the_results_root()
    {
        _client.Submit("a=1");
        var block = _cluster.Execute(_client.Bundles[0]);
        var reply = _cluster.ReplyOf(2, block, _client.Bundles[0]);
        _client.Deliver(2, With(reply, leaves: [reply.Leaves[0] with { Result = FakeCluster.Text("done:a=9") }]));
        Assert.Equal(1u, _client.Machine.Lies.Count(new ReplicaId(2), LieKind.BadProof));
    }

    [Fact]
    public void A_reply_that_shows_anything_else_than_one_that_was_checked_is_checked_itself()
    {
        foreach (var request in (string[])["x=1", "a=1", "b=1"]) _client.Submit(request);
        _client.Advance(2);
        var bundle = _client.Bundles[1];
        Assert.Equal(2, bundle.Requests.Count);
        var block = _cluster.Execute(bundle);
        _client.Deliver(0, _cluster.ReplyOf(0, block, bundle));
        var reply = _cluster.ReplyOf(2, block, bundle);
        var (one, two) = (reply.Leaves[0], reply.Leaves[1]);
        Reply[] lies =
        [
            With(reply, leaves: [one with { Result = FakeCluster.Text("done:a=9") }, two]),
            With(reply, leaves: [one, two with { Result = FakeCluster.Text("done:b=1 ") }]),
            With(reply, leaves: [one, two with { Request = Sha256.Hash([1]) }]),
            With(reply, leaves: [one, two with { Number = two.Number + 1 }]),
            With(reply, leaves: [two, one]),
            With(reply, proof: MerkleLog.Of([[1], [2], [3]]).Prove(0, 2)),
        ];
        foreach (var lie in lies) _client.Deliver(2, lie);
        Assert.Equal((ulong)lies.Length, _client.Machine.Lies.Count(new ReplicaId(2), LieKind.BadProof));
        Assert.Equal((ulong)lies.Length, _client.Machine.Lies.Total);
        Assert.Empty(_client.Done);
        // The liar's votes were true.
        _client.Deliver(1, _cluster.ReplyOf(1, block, bundle));
        Assert.Equal(["done:a=1", "done:b=1"], _client.Done.Keys.Select(_client.ResultOf));
    }

    [Fact]
    public void What_a_checked_reply_shows_is_not_taken_for_another_root()
    {
        _client.Submit("a=1");
        var bundle = _client.Bundles[0];
        var block = _cluster.Execute(bundle);
        var good = _cluster.ReplyOf(2, block, bundle);
        Assert.Equal(ReplyFault.None, Check(good, proved: good));
        var elsewhere = FakeCluster.Fresh(block.Commitment with { Results = Sha256.Hash([1]) });
        Assert.Equal(ReplyFault.BadProof, Check(With(good, vote: _cluster.Vote(2, elsewhere)), proved: good));
        var foreign = With(good, leaves: [good.Leaves[0] with { Session = new SessionId(bundle.Session.Client, 4) }]);
        Assert.Equal(ReplyFault.BadProof, Check(foreign, proved: good));
    }

    [Fact]
    public void Votes_for_a_later_block_count_for_the_one_that_their_path_begins_with()
    {
        var ticket = _client.Submit("a=1");
        var block = _cluster.Execute(_client.Bundles[0]);
        _cluster.Execute();
        var later = _cluster.Execute();
        for (var i = 0; i < 3; i++) Reply(i, block, later);
        var done = Assert.IsType<ClientOutcome.Acknowledged>(_client.Done[ticket]);
        Assert.Equal(block.Commitment.Height, done.Result.Height);
        Assert.Equal(later.Commitment.Height, done.Result.Proof.Certificate.Height);
    }

    [Fact]
    public void A_path_with_a_gap_or_a_wrong_link_or_too_many_steps_is_refused()
    {
        _client.Submit("a=1");
        var bundle = _client.Bundles[0];
        var block = _cluster.Execute(bundle);
        for (var i = 0; i < 33; i++) _cluster.Execute();
        var good = _cluster.ReplyOf(2, block, bundle, _cluster.Blocks[33]);
        Assert.Equal(ReplyFault.None, Check(good));
        Assert.Equal(32, good.Path.Count);
        Assert.Equal(ReplyFault.BadPath, Check(_cluster.ReplyOf(2, block, bundle, _cluster.Blocks[34])));
        Assert.Equal(ReplyFault.BadPath, Check(With(good, path: [.. good.Path.Where((_, i) => i != 4)])));
        var forged = FakeCluster.Fresh(good.Path[4] with { Changes = Sha256.Hash([5]) });
        Assert.Equal(ReplyFault.BadPath, Check(With(good, path: [.. good.Path.Select((c, i) => i == 4 ? forged : c)])));
        Assert.Equal(ReplyFault.BadPath, Check(With(good, path: [.. good.Path.Reverse()])));
        Assert.Equal(ReplyFault.WrongSession, ReplyRules.Check(
            good, new SessionId(_cluster.Client.PublicKey, 4), _cluster.Trust.Cluster, _cluster.Configuration));
    }

    [Fact]
    public void A_quorum_spread_over_several_signed_blocks_fetches_a_certificate_before_it_acknowledges()
    {
        var ticket = _client.Submit("a=1");
        var block = _cluster.Execute(_client.Bundles[0]);
        var (second, third) = (_cluster.Execute(), _cluster.Execute());
        Reply(0, block);
        Reply(1, block, second);
        Assert.Empty(_client.Reads);
        Reply(2, block, third);
        Assert.Empty(_client.Done);
        var asked = Assert.Single(_client.Reads);
        Assert.Equal(ReadKind.Results, asked.Kind);
        Assert.Equal(block.Commitment.Height, asked.Minimum);
        Assert.Equal(new ResultsQuery(_cluster.Identity.Session, 1, 1), ResultsQuery.Decode(asked.Payload.Span));
        _client.Deliver(_client.LastAsked, _cluster.Proved(asked, third));
        Assert.Equal("done:a=1", _client.ResultOf(ticket));
        var done = (ClientOutcome.Acknowledged)_client.Done[ticket];
        Assert.IsType<ProofMaterial.OfState>(done.Result.Proof);
    }

    [Fact]
    public void A_member_that_names_two_blocks_for_one_bundle_is_counted_and_hinders_nobody()
    {
        _client.Submit("a=1");
        var bundle = _client.Bundles[0];
        var liars = new FakeCluster();
        liars.Execute();
        var wrong = liars.Execute(bundle);
        var right = _cluster.Execute(bundle);
        _client.Deliver(2, liars.ReplyOf(2, wrong, bundle));
        Reply(2, right);
        Reply(0, right);
        Reply(1, right);
        Assert.Equal(1u, _client.Machine.Lies.Count(new ReplicaId(2), LieKind.Inconsistent));
        Assert.Single(_client.Done);
    }

    [Fact]
    public void Two_signed_commitments_of_one_height_are_kept_as_evidence()
    {
        _client.Submit("a=1");
        var bundle = _client.Bundles[0];
        var block = _cluster.Execute(bundle);
        var other = FakeCluster.Fresh(block.Commitment with { State = Sha256.Hash([1]) });
        Reply(3, block);
        _client.Deliver(3, With(_cluster.ReplyOf(3, block, bundle), vote: _cluster.Vote(3, other)));
        var lie = Assert.Single(_client.Machine.Lies.Evidence);
        Assert.Equal((new ReplicaId(3), LieKind.Equivocation), (lie.Member, lie.Kind));
        Assert.NotEqual(((StateVote)lie.First.Statement).Commitment, ((StateVote)lie.Second!.Statement).Commitment);
        Assert.True(LieCounters.IsProved(lie.Kind));
    }

    [Fact]
    public void A_signed_commitment_against_a_certificate_is_kept_as_evidence_in_either_order()
    {
        _client.Submit("a=1");
        var bundle = _client.Bundles[0];
        var block = _cluster.Execute(bundle);
        var other = FakeCluster.Fresh(block.Commitment with { State = Sha256.Hash([1]) });
        _client.Deliver(3, With(_cluster.ReplyOf(3, block, bundle), vote: _cluster.Vote(3, other)));
        for (var i = 0; i < 3; i++) Reply(i, block);
        var lie = Assert.Single(_client.Machine.Lies.Evidence);
        Assert.Equal((new ReplicaId(3), LieKind.ContradictsCertificate), (lie.Member, lie.Kind));
    }

    [Fact]
    public void Two_certificates_of_one_height_stop_everything()
    {
        var ticket = _client.Submit("a=1");
        var bundle = _client.Bundles[0];
        var block = _cluster.Execute(bundle);
        var other = FakeCluster.Fresh(block.Commitment with { Changes = Sha256.Hash([1]) });
        var first = _client.Query("a", new ReadLevel.AtLeast(new Height(1)));
        _client.Deliver(_client.LastAsked, _cluster.Proved(_client.Reads[^1], block));
        Assert.IsType<ClientOutcome.Answered>(_client.Done[first]);
        _client.Query("a", new ReadLevel.AtLeast(new Height(1)));
        _client.Deliver(_client.LastAsked, new ReadAnswer(
            _client.Reads[^1].Id, ReadOutcome.Proved, _cluster.Certify(other, 1, 2, 3), block.State.Witness()));
        Assert.NotNull(_client.Machine.Fork);
        Assert.Equal(ClientFailure.Forked, _client.FailureOf(ticket));
        Assert.Equal(ClientFailure.Forked, _client.FailureOf(_client.Submit("b=1")));
    }

    private void Reply(int replica, FakeBlock block, FakeBlock? voted = null) =>
        _client.Deliver(replica, _cluster.ReplyOf(replica, block, _client.Bundles[0], voted));

    private ReplyFault Check(Reply reply, Reply? proved = null) =>
        ReplyRules.Check(reply, _cluster.Identity.Session, _cluster.Trust.Cluster, _cluster.Configuration, proved);

    private static Reply With(
        Reply reply, SignedStatement? vote = null, IReadOnlyList<StateCommitment>? path = null,
        IReadOnlyList<ResultLeaf>? leaves = null, LogProof? proof = null) => new()
        {
            Session = reply.Session, Path = path ?? reply.Path, Vote = vote ?? reply.Vote,
            Leaves = leaves ?? reply.Leaves,
            Proof = proof ?? reply.Proof,
        };
}
