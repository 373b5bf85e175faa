using Witan.Client;
using Witan.Core.Messages;
using Witan.Crypto;
using Witan.Primitives;
using Xunit;

namespace Witan.Tests.Client;

public class ReadingTests
{
    private readonly FakeCluster _cluster = new();
    private readonly ClientHarness _client;
    private readonly FakeBlock _old;
    private readonly FakeBlock _new;

    public ReadingTests()
    {
        _client = new ClientHarness(_cluster);
        _old = _cluster.Execute(Foreign("a=1"));
        _new = _cluster.Execute(Foreign("a=2"));
    }

    [Fact]
    public void A_linearizable_read_is_answered_at_or_above_the_highest_height_of_the_first_quorum()
    {
        var ticket = _client.Query("a");
        Confirm(0, _old);
        Confirm(1, _new);
        Assert.Empty(_client.Reads);
        Confirm(2, _old);
        var asked = Assert.Single(_client.Reads);
        Assert.Equal(_new.Commitment.Height, asked.Minimum);
        _client.Deliver(_client.LastAsked, _cluster.Proved(asked, _new));
        var done = Assert.IsType<ClientOutcome.Answered>(_client.Done[ticket]);
        Assert.Equal("2", ClientHarness.TextOf(done.Result.Value));
        Assert.Equal((_new.Commitment.Height, false), (done.Result.Height, done.Ordered));
    }

    [Fact]
    public void One_member_answering_thrice_or_to_an_older_nonce_is_no_quorum()
    {
        _client.Query("a");
        for (var i = 0; i < 3; i++) Confirm(1, _new);
        Confirm(0, _new);
        _client.Deliver(2, _cluster.Answer(2, Sha256.Hash([1]), _new.Commitment));
        Assert.Empty(_client.Reads);
        Confirm(2, _new);
        Assert.Single(_client.Reads);
    }

    [Fact]
    public void Reads_that_wait_share_a_round_and_one_that_arrives_during_it_waits_for_the_next()
    {
        _client.Query("a");
        _client.Query("b");
        _client.Query("c");
        Assert.Single(_client.Confirms);
        for (var i = 0; i < 3; i++) Confirm(i, _old);
        Assert.Single(_client.Reads);
        Assert.Equal(2, _client.Confirms.Length);
        Assert.NotEqual(_client.Confirms[0].Nonce, _client.Confirms[1].Nonce);
        for (var i = 0; i < 3; i++) Confirm(i, _new);
        Assert.Equal([1ul, 2ul, 2ul], _client.Reads.Select(r => r.Minimum.Value));
        Assert.Equal(2, _client.Confirms.Length);
    }

    [Fact]
    public void Reads_are_spread_over_the_replicas()
    {
        for (var i = 0; i < 4; i++) _client.Query("a", new ReadLevel.AtLeast(new Height(1)));
        Assert.Equal(4, _client.Sent.Where(s => s.Message is ReadRequest).Select(s => s.To).Distinct().Count());
    }

    [Fact]
    public void A_liar_with_a_wrong_value_an_old_state_a_forged_certificate_or_silence_only_costs_another_question()
    {
        var ticket = _client.Query("a");
        for (var i = 0; i < 3; i++) Confirm(i, _new);
        var wrong = _client.LastAsked;
        _client.Deliver(wrong, new ReadAnswer(
            _client.Reads[0].Id, ReadOutcome.Proved, _cluster.Certify(_new.Commitment, 0, 1, 2), _old.State.Witness()));
        Assert.Equal(1u, Lies(wrong, LieKind.BadProof));
        var stale = _client.LastAsked;
        _client.Deliver(stale, _cluster.Proved(_client.Reads[1], _old));
        Assert.Equal(1u, Lies(stale, LieKind.Stale));
        var forger = _client.LastAsked;
        var other = new FakeCluster(name: "b");
        _client.Deliver(forger, new ReadAnswer(
            _client.Reads[2].Id, ReadOutcome.Proved, other.Certify(_new.Commitment, 0, 1, 2), _new.State.Witness()));
        Assert.Equal(1u, Lies(forger, LieKind.Unverified));
        _client.Advance(50);
        Assert.Equal(1u, Lies(forger, LieKind.NoAnswer));
        Assert.Equal(4, new[] { wrong, stale, forger, _client.LastAsked }.Distinct().Count());
        Assert.Empty(_client.Done);
        _client.Deliver(_client.LastAsked, _cluster.Proved(_client.Reads[3], _new));
        Assert.Equal("2", _client.ResultOf(ticket));
    }

    [Fact]
    public void A_witness_that_leaves_out_what_the_query_reads_is_refused_and_never_taken_for_absent()
    {
        var ticket = _client.Query("a", new ReadLevel.AtLeast(new Height(1)));
        var liar = _client.LastAsked;
        _client.Deliver(liar, new ReadAnswer(
            _client.Reads[0].Id, ReadOutcome.Proved, _cluster.Certify(_new.Commitment, 0, 1, 2),
            _new.State.Witness("kv")));
        Assert.Equal(1u, Lies(liar, LieKind.BadProof));
        _client.Deliver(_client.LastAsked, _cluster.Proved(_client.Reads[1], _new));
        Assert.Equal("2", _client.ResultOf(ticket));
    }

    [Fact]
    public void A_certificate_of_too_few_members_is_none()
    {
        _client.Query("a", new ReadLevel.AtLeast(new Height(1)));
        _client.Deliver(_client.LastAsked, new ReadAnswer(
            _client.Reads[0].Id, ReadOutcome.Proved, _cluster.Certify(_new.Commitment, 0, 1), _new.State.Witness()));
        Assert.Empty(_client.Done);
        Assert.Equal(1u, Lies(_client.LastAsked, LieKind.Unverified));
    }

    [Fact]
    public void Not_yet_is_asked_again_after_a_short_while()
    {
        _client.Query("a", new ReadLevel.AtLeast(new Height(1)));
        _client.Deliver(_client.LastAsked, new ReadAnswer(_client.Reads[^1].Id, ReadOutcome.NotYet, null, default));
        _client.Advance(4);
        Assert.Single(_client.Reads);
        _client.Advance(1);
        Assert.Equal(2, _client.Reads.Length);
    }

    [Fact]
    public void An_uncertified_claim_sends_the_read_through_the_order_and_counts_who_claimed_it()
    {
        var ticket = _client.Query("a", ordered: "get");
        ClaimTooMuch(3);
        _client.Advance(200);
        Assert.Equal(1u, Lies(3, LieKind.UncertifiedClaim));
        Assert.Equal(0u, Lies(0, LieKind.UncertifiedClaim));
        var bundle = Assert.Single(_client.Bundles);
        var block = _cluster.Execute(bundle);
        for (var i = 0; i < 3; i++) _client.Deliver(i, _cluster.ReplyOf(i, block, bundle));
        var done = Assert.IsType<ClientOutcome.Answered>(_client.Done[ticket]);
        Assert.Equal(("done:get", true), (ClientHarness.TextOf(done.Result.Value), done.Ordered));
    }

    [Fact]
    public void Without_an_ordered_form_the_next_round_does_without_who_claimed_too_much()
    {
        var ticket = _client.Query("a");
        ClaimTooMuch(3);
        _client.Advance(200);
        Assert.Equal(2, _client.Confirms.Length);
        ConfirmFar(3);
        Confirm(0, _new);
        Confirm(1, _new);
        var asked = _client.Reads.Length;
        Confirm(2, _new);
        Assert.Equal(asked + 1, _client.Reads.Length);
        _client.Deliver(_client.LastAsked, _cluster.Proved(_client.Reads[^1], _new));
        Assert.Equal("2", _client.ResultOf(ticket));
    }

    [Fact]
    public void A_round_without_a_quorum_asks_again_and_then_believes_the_doubted_too()
    {
        _client.Query("a");
        ClaimTooMuch(3);
        _client.Advance(200);
        Confirm(0, _new);
        Confirm(1, _new);
        Confirm(3, _new);
        _client.Advance(200);
        Assert.Equal(3, _client.Confirms.Length);
        var asked = _client.Reads.Length;
        Assert.Equal(_client.Confirms[1].Nonce, _client.Confirms[2].Nonce);
        Confirm(3, _new);
        Assert.Equal(asked + 1, _client.Reads.Length);
    }

    [Fact]
    public void Too_large_goes_through_the_order_or_fails_when_a_weak_quorum_says_so()
    {
        _client.Query("a", new ReadLevel.AtLeast(new Height(1)), ordered: "get");
        _client.Deliver(_client.LastAsked, new ReadAnswer(_client.Reads[^1].Id, ReadOutcome.TooLarge, null, default));
        Assert.Single(_client.Bundles);
        var ticket = _client.Query("a", new ReadLevel.AtLeast(new Height(1)));
        _client.Deliver(_client.LastAsked, new ReadAnswer(_client.Reads[^1].Id, ReadOutcome.TooLarge, null, default));
        Assert.Empty(_client.Done);
        _client.Deliver(_client.LastAsked, new ReadAnswer(_client.Reads[^1].Id, ReadOutcome.TooLarge, null, default));
        Assert.Equal(ClientFailure.NeedsOrder, _client.FailureOf(ticket));
    }

    [Fact]
    public void A_proof_read_takes_any_answer_that_is_young_enough_and_an_older_one_is_late_but_no_lie()
    {
        _client.Wall = _old.Commitment.Time.Microseconds + 5_000;
        var ticket = _client.Query("a", new ReadLevel.Proof(new TimeSpan(4_500 * TimeSpan.TicksPerMicrosecond)));
        Assert.Empty(_client.Confirms);
        var old = _client.LastAsked;
        _client.Deliver(old, _cluster.Proved(_client.Reads[0], _old));
        Assert.Equal(1u, Lies(old, LieKind.NoAnswer));
        _client.Deliver(_client.LastAsked, _cluster.Proved(_client.Reads[1], _new));
        Assert.Equal("2", _client.ResultOf(ticket));
    }

    [Fact]
    public void No_read_goes_back_behind_what_was_seen_before_it_began()
    {
        var first = _client.Query("a", new ReadLevel.AtLeast(new Height(1)));
        _client.Deliver(_client.LastAsked, _cluster.Proved(_client.Reads[^1], _new));
        Assert.Equal("2", _client.ResultOf(first));
        var second = _client.Query("a", new ReadLevel.AtLeast(new Height(1)));
        Assert.Equal(_new.Commitment.Height, _client.Reads[^1].Minimum);
        var liar = _client.LastAsked;
        _client.Deliver(liar, _cluster.Proved(_client.Reads[^1], _old));
        Assert.Equal(1u, Lies(liar, LieKind.Stale));
        Assert.False(_client.Done.ContainsKey(second));
    }

    [Fact]
    public void An_answer_to_a_question_that_another_replica_was_asked_is_ignored()
    {
        _client.Query("a", new ReadLevel.AtLeast(new Height(1)));
        var asked = _client.Sent.Count;
        var answer = new ReadAnswer(_client.Reads[0].Id, ReadOutcome.NotYet, null, default);
        _client.Deliver((_client.LastAsked + 1) % 4, answer);
        _client.Advance(10);
        Assert.Equal(asked, _client.Sent.Count);
    }

    [Fact]
    public void A_read_that_nobody_answers_ends_at_its_deadline_and_leaves_nothing_behind()
    {
        var ticket = _client.Query("a", patienceMilliseconds: 300);
        for (var i = 0; i < 3; i++) Confirm(i, _new);
        _client.Advance(300);
        Assert.Equal(ClientFailure.Unavailable, _client.FailureOf(ticket));
        var sent = _client.Sent.Count;
        _client.Advance(10_000);
        Assert.Equal(sent, _client.Sent.Count);
    }

    [Fact]
    public void More_reads_than_may_wait_are_refused()
    {
        var client = new ClientHarness(_cluster, new ClientOptions { MaxWaitingReads = 2 });
        client.Query("a");
        client.Query("a");
        Assert.Equal(ClientFailure.Busy, client.FailureOf(client.Query("a")));
    }

    [Fact]
    public void Without_the_application_a_query_goes_through_the_order_or_fails()
    {
        var client = new ClientHarness(_cluster, withMachine: false);
        client.Query("a", ordered: "get");
        Assert.Single(client.Bundles);
        Assert.Equal(ClientFailure.NeedsOrder, client.FailureOf(client.Query("a")));
    }

    private uint Lies(int replica, LieKind kind) =>
        (uint)_client.Machine.Lies.Count(new ReplicaId((uint)replica), kind);

    private void Confirm(int replica, FakeBlock block) =>
        _client.Deliver(replica, _cluster.Answer(replica, _client.Confirms[^1].Nonce, block.Commitment));

    private void ConfirmFar(int replica)
    {
        var far = FakeCluster.Fresh(_new.Commitment with { Height = new Height(1_000_000) });
        _client.Deliver(replica, _cluster.Answer(replica, _client.Confirms[^1].Nonce, far));
    }

    /// <summary>A quorum in which one claims a height that nobody can certify.</summary>
    private void ClaimTooMuch(int liar)
    {
        ConfirmFar(liar);
        Confirm(0, _new);
        Confirm(1, _new);
    }

    private Bundle Foreign(string request) => new(
        new SessionId(_cluster.Scheme.CreateSigner("other").PublicKey, 1),
        _cluster.Newest.Commitment.Height.Value + 1, 1,
        [FakeCluster.Text(request)], default);
}
