using Witan.Client;
using Witan.Core.Messages;
using Witan.Primitives;
using Xunit;

namespace Witan.Tests.Client;

public class SubmittingTests
{
    private readonly FakeCluster _cluster = new();

    [Fact]
    public void The_first_request_leaves_at_once_and_those_that_come_meanwhile_share_the_next_bundle()
    {
        var client = new ClientHarness(_cluster);
        client.Submit("a=1");
        client.Submit("b=1");
        client.Submit("c=1");
        Assert.Single(client.Bundles);
        client.Advance(2);
        Assert.Equal([1, 2], client.Bundles.Select(b => b.Requests.Count));
        Assert.Equal([1ul, 2ul], client.Bundles.Select(b => b.First));
        Assert.Equal(1ul, client.Bundles[1].AcknowledgedBelow);
        foreach (var bundle in client.Bundles.ToArray()) Acknowledge(client, bundle);
        Assert.Equal(["done:a=1", "done:b=1", "done:c=1"], client.Done.Keys.Select(client.ResultOf));
        client.Submit("d=1");
        Assert.Equal((4ul, 4ul), (client.Bundles[^1].First, client.Bundles[^1].AcknowledgedBelow));
    }

    [Fact]
    public void Requests_that_come_together_share_the_first_bundle_and_one_that_is_given_up_with_them_is_not_sent()
    {
        var client = new ClientHarness(_cluster);
        client.SubmitTogether("a=1", "b=1", "c=1");
        Assert.Equal([3], client.Bundles.Select(b => b.Requests.Count));
        Acknowledge(client, client.Bundles[0]);

        client.Together(
            new ClientInput.Submit(100, FakeCluster.Text("d=1"), TimeSpan.FromSeconds(10)),
            new ClientInput.Submit(101, FakeCluster.Text("e=1"), TimeSpan.FromSeconds(10)),
            new ClientInput.Cancel(100));

        Assert.Equal(ClientFailure.Unavailable, client.FailureOf(100));
        Assert.Equal(2, client.Bundles.Length);
        Assert.Equal("e=1", ClientHarness.TextOf(Assert.Single(client.Bundles[1].Requests)));
    }

    [Fact]
    public void A_full_bundle_does_not_wait_and_none_exceeds_its_bounds()
    {
        var client = new ClientHarness(_cluster);
        for (var i = 0; i < 1 + Limits.MaxBundleRequests; i++) client.Submit("a=" + i);
        Assert.Equal([1, Limits.MaxBundleRequests], client.Bundles.Select(b => b.Requests.Count));
        for (var i = 0; i < 3; i++) client.Submit("big=" + new string('x', 1024 * 1024));
        client.Advance(100);
        Assert.Equal([1, 1, 1], client.Bundles[2..].Select(b => b.Requests.Count));
        Assert.All(client.Bundles, b => Assert.True(b.Body.Length <= Limits.MaxBundleBytes));
    }

    [Fact]
    public void At_most_the_allowed_bundles_are_on_the_way_and_more_than_the_queue_holds_is_refused()
    {
        var client = new ClientHarness(
            _cluster, new ClientOptions { MaxBundlesInFlight = 2, MaxQueuedRequests = 3 });
        for (var i = 0; i < 2; i++)
        {
            client.Submit("a=" + i);
            client.Advance(5);
        }

        for (var i = 0; i < 3; i++) client.Submit("b=" + i);
        Assert.Equal(ClientFailure.Busy, client.FailureOf(client.Submit("c=1")));
        client.Advance(100);
        Assert.Equal(2, client.Bundles.Length);
        Acknowledge(client, client.Bundles[0]);
        Assert.Equal(3, client.Bundles[^1].Requests.Count);
        Assert.Equal(2ul, client.Bundles[^1].AcknowledgedBelow);
    }

    [Fact]
    public void No_number_leaves_the_window_of_the_session_while_the_oldest_is_open()
    {
        var client = new ClientHarness(_cluster, new ClientOptions { MaxBundlesInFlight = 100 });
        for (var i = 0; i < 5000; i++) client.Submit("a=" + i);
        client.Advance(400);
        Assert.Equal(4097ul, client.Bundles[^1].End);
        Acknowledge(client, client.Bundles[1]);
        client.Advance(10);
        Assert.Equal(4097ul, client.Bundles[^1].End);
        Acknowledge(client, client.Bundles[0]);
        client.Advance(10);
        Assert.True(client.Bundles[^1].End > 4097ul);
    }

    [Fact]
    public void An_unanswered_bundle_is_sent_again_as_the_same_bytes_with_growing_waits_and_kept_results_are_asked_for()
    {
        var client = new ClientHarness(_cluster);
        var ticket = client.Submit("a=1", patienceMilliseconds: 60_000);
        client.Advance(499);
        Assert.Single(client.Bundles);
        client.Advance(1);
        Assert.Equal(2, client.Bundles.Length);
        client.Advance(999);
        Assert.Equal(2, client.Bundles.Length);
        client.Advance(1);
        Assert.Equal(3, client.Bundles.Length);
        Assert.All(client.Bundles, b => Assert.Equal(client.Bundles[0].Body.ToArray(), b.Body.ToArray()));
        Assert.Equal(2, client.Reads.Length);
        var block = _cluster.Execute(client.Bundles[0]);
        client.Deliver(client.LastAsked, _cluster.Proved(client.Reads[^1], block));
        Assert.Equal("done:a=1", client.ResultOf(ticket));
    }

    [Fact]
    public void Kept_results_are_refused_without_the_state_that_a_quorum_signed()
    {
        var client = new ClientHarness(_cluster);
        client.Submit("a=1", patienceMilliseconds: 60_000);
        client.Advance(500);
        var block = _cluster.Execute(client.Bundles[0]);
        var liars = new FakeCluster();
        var wrong = liars.Execute(new Bundle(
            _cluster.Identity.Session, 1, 1, [FakeCluster.Text("a=2")], client.Bundles[0].Signature));
        var certificate = _cluster.Certify(block.Commitment, 0, 1, 2);
        client.Deliver(client.LastAsked, new ReadAnswer(
            client.Reads[^1].Id, ReadOutcome.Proved, certificate, wrong.State.Witness()));
        Assert.Empty(client.Done);
        Assert.Equal(1u, client.Machine.Lies.Count(new ReplicaId((uint)client.LastAsked), LieKind.BadProof));
        client.Advance(1000);
        client.Deliver(client.LastAsked, new ReadAnswer(
            client.Reads[^1].Id, ReadOutcome.Proved, certificate,
            block.State.Witness("!results")));
        Assert.Empty(client.Done);
    }

    [Theory]
    [InlineData(RefusalReason.UnknownClient, ClientFailure.UnknownClient)]
    [InlineData(RefusalReason.Invalid, ClientFailure.Invalid)]
    [InlineData(RefusalReason.ResultGone, ClientFailure.ResultGone)]
    [InlineData(RefusalReason.OutOfWindow, ClientFailure.OutcomeUnknown)]
    public void A_refusal_is_believed_from_a_weak_quorum_only(RefusalReason reason, ClientFailure expected)
    {
        var client = new ClientHarness(_cluster);
        var ticket = client.Submit("a=1");
        var refusal = new Refusal(_cluster.Identity.Session, 1, reason);
        client.Deliver(2, refusal);
        client.Deliver(2, refusal);
        Assert.Empty(client.Done);
        client.Deliver(0, refusal);
        Assert.Equal(expected, client.FailureOf(ticket));
        client.Submit("b=1");
        Assert.Equal(2ul, client.Bundles[^1].AcknowledgedBelow);
    }

    [Fact]
    public void Busy_replicas_fail_nothing_and_hold_back_new_bundles()
    {
        var client = new ClientHarness(_cluster);
        var ticket = client.Submit("a=1");
        for (var i = 0; i < 4; i++) client.Deliver(i, new Refusal(_cluster.Identity.Session, 1, RefusalReason.Busy));
        client.Submit("b=1");
        client.Advance(400);
        Assert.Single(client.Bundles);
        client.Advance(200);
        Assert.Contains(client.Bundles, b => b.First == 2);
        Acknowledge(client, client.Bundles[0]);
        Assert.Equal("done:a=1", client.ResultOf(ticket));
    }

    [Fact]
    public void At_the_deadline_the_outcome_says_what_is_known()
    {
        var client = new ClientHarness(_cluster);
        var (executed, unknown) = (client.Submit("a=1", 100), client.Submit("b=1", 100));
        client.Advance(3);
        var block = _cluster.Execute(client.Bundles[0]);
        client.Deliver(0, _cluster.ReplyOf(0, block, client.Bundles[0]));
        client.Deliver(1, _cluster.ReplyOf(1, block, client.Bundles[0]));
        client.Advance(97);
        var weak = Assert.IsType<ClientOutcome.Executed>(client.Done[executed]);
        Assert.Equal("done:a=1", ClientHarness.TextOf(weak.Result));
        Assert.Equal(ClientFailure.OutcomeUnknown, client.FailureOf(unknown));
        var sent = client.Sent.Count;
        client.Advance(10_000);
        Assert.Equal(sent, client.Sent.Count);
        client.Submit("c=1");
        Assert.Equal(3ul, client.Bundles[^1].AcknowledgedBelow);
    }

    [Fact]
    public void A_request_that_never_left_is_unavailable_and_never_leaves_later()
    {
        var client = new ClientHarness(_cluster, connect: false);
        var (late, kept) = (client.Submit("a=1", 100), client.Submit("b=1", 10_000));
        client.Advance(100);
        Assert.Equal(ClientFailure.Unavailable, client.FailureOf(late));
        Assert.Empty(client.Sent);
        client.Step(new ClientInput.Connected(new ReplicaId(2)));
        Assert.Equal("b=1", ClientHarness.TextOf(Assert.Single(Assert.Single(client.Bundles).Requests)));
        client.Step(new ClientInput.Cancel(kept));
        Assert.Equal(ClientFailure.OutcomeUnknown, client.FailureOf(kept));
    }

    [Fact]
    public void A_replica_that_connects_later_gets_what_is_on_the_way()
    {
        var client = new ClientHarness(_cluster, connect: false);
        client.Step(new ClientInput.Connected(new ReplicaId(0)));
        client.Submit("a=1");
        client.Step(new ClientInput.Connected(new ReplicaId(1)));
        Assert.Equal([null, new ReplicaId(1)], client.Sent.Select(s => s.To));
    }

    [Fact]
    public void A_request_that_cannot_be_one_is_refused_before_it_is_signed()
    {
        var client = new ClientHarness(_cluster);
        Assert.Equal(ClientFailure.Invalid, client.FailureOf(client.Submit("!bad")));
        Assert.Equal(ClientFailure.Invalid, client.FailureOf(client.Submit("")));
        Assert.Equal(
            ClientFailure.Invalid, client.FailureOf(client.Submit(new string('x', Limits.MaxRequestBytes + 1))));
        Assert.Empty(client.Sent);
    }

    private void Acknowledge(ClientHarness client, Bundle bundle)
    {
        var block = _cluster.Execute(bundle);
        for (var i = 0; i < 3; i++) client.Deliver(i, _cluster.ReplyOf(i, block, bundle));
    }
}
