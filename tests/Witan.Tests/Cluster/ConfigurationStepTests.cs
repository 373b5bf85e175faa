using Witan.Client;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Protocols.Pbft;
using Witan.TestKit.Cluster;
using Xunit;

namespace Witan.Tests.Cluster;

/// <summary>
/// Faults while the cluster goes from one configuration to the next. The change is asked for by a healthy member.
/// </summary>
public sealed class ConfigurationStepTests
{
    [Fact]
    public void Nobody_votes_above_the_last_height_under_the_old_number_nor_at_or_below_it_under_the_new_one()
    {
        var cluster = new TestCluster();
        var votes = new List<SlotStatement>();
        for (var place = 0; place < 4; place++)
        {
            cluster.Lie(place, (_, message) =>
            {
                if (message is SignedStatement { Statement: SlotStatement vote }) votes.Add(vote);
                return message;
            });
        }

        cluster.Put(5);
        var last = cluster.DecideChange();
        Assert.Equal(0UL, last.Value % 8);
        cluster.Load(60);
        Assert.True(cluster.RunUntilNumber(1));
        cluster.Put(5);
        Assert.All(votes, v => Assert.Equal(v.Height > last ? 1UL : 0UL, v.Configuration.Value));
        Assert.Contains(votes, v => v.Height > last);
    }

    [Theory]
    [InlineData(-9)]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    public void The_leader_killed_near_the_last_height_the_change_happens_all_the_same(int offset)
    {
        var cluster = new TestCluster();
        cluster.Put(5);
        var last = cluster.DecideChange();
        cluster.Load(60);
        Assert.True(cluster.RunUntilNear(last, offset));
        cluster[0].Crash();
        Assert.True(cluster.RunUntilNumber(1));
        Assert.True(cluster.World.RunUntil(() => cluster.Client.Outcomes.Count == 65));
        cluster[0].Start();
        Assert.True(cluster.RunUntilNumber(1));
        cluster.Put(20);
        Assert.Null(cluster.AgreementFault());
    }

    [Fact]
    public void The_leader_killed_while_it_fills_without_any_request_is_replaced_and_the_rest_is_filled()
    {
        var cluster = new TestCluster();
        cluster.Put(2);
        var last = cluster.DecideChange();
        cluster[0].Crash();
        Assert.True(cluster.World.RunUntil(() => cluster[1].Replica!.Executed >= last));
        Assert.True(cluster.RunUntilNumber(1));
        cluster.Put(5);
        Assert.Null(cluster.AgreementFault());
    }

    [Theory]
    [InlineData(2, 900_000)]
    [InlineData(6, 900_000)]
    [InlineData(1, 200_000)]
    public void A_view_change_open_at_the_last_height_ends_in_the_next_configuration(int before, long cut)
    {
        var cluster = new TestCluster();
        cluster.Put(5);
        var last = cluster.DecideChange();
        cluster.Load(100);
        Assert.True(cluster.World.RunUntil(() => cluster[1].Replica!.Executed.Value + (ulong)before >= last.Value));
        cluster.Drop((from, _, message) => from?.Value == 0 && message.Type == PbftMessageType.PrePrepare);
        cluster.World.Run(cut);
        cluster.Heal();
        Assert.True(cluster.RunUntilNumber(1));
        Assert.True(cluster.World.RunUntil(() => cluster.Client.Outcomes.Count == 105));
        cluster.Put(20);
        Assert.Null(cluster.AgreementFault());
    }

    [Theory]
    [InlineData(-3, false)]
    [InlineData(0, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    public void All_killed_at_once_near_the_last_height_go_on_under_the_right_number(int offset, bool unsyncedSurvives)
    {
        var cluster = new TestCluster();
        cluster.Put(5);
        var last = cluster.DecideChange();
        cluster.Load(60);
        Assert.True(cluster.RunUntilNear(last, offset));
        foreach (var replica in cluster.Replicas) replica.Crash(unsyncedSurvives);
        foreach (var replica in cluster.Replicas) replica.Start();
        Assert.True(cluster.RunUntilNumber(1));
        Assert.True(cluster.World.RunUntil(() => cluster.Client.Outcomes.Count == 65));
        foreach (var replica in cluster.Replicas) replica.Crash();
        foreach (var replica in cluster.Replicas) replica.Start();
        Assert.All(cluster.Replicas, r => Assert.Equal(1UL, r.Replica!.Configurations.Newest.Number.Value));
        cluster.Put(20);
        Assert.Null(cluster.AgreementFault());
    }

    [Theory]
    [InlineData(10, 1)]
    [InlineData(150, 1)]
    [InlineData(150, 3)]
    public void A_replica_cut_off_during_the_steps_catches_up_and_votes(int load, int steps)
    {
        var cluster = new TestCluster();
        cluster.Put(5);
        cluster.Isolate(2);
        for (ulong step = 1; step <= (ulong)steps; step++)
        {
            cluster.Say(3, cluster.Rejoin(3, step - 1, $"loss {step}"));
            cluster.Load(load);
            Assert.True(cluster.World.RunUntil(() => cluster.NumberAt(0) == step && cluster.NumberAt(1) == step));
        }

        Assert.True(cluster.World.RunUntil(() => cluster.Client.Outcomes.Count == 5 + (load * steps)));
        Assert.Equal(0UL, cluster.NumberAt(2));
        cluster.Heal();
        Assert.True(cluster.RunUntilNumber((ulong)steps));
        cluster[1].Crash();
        cluster.Put(20);
        Assert.Null(cluster.AgreementFault());
    }

    [Fact]
    public void A_replica_that_misses_the_certificate_of_the_last_height_gets_it_as_a_step()
    {
        var cluster = new TestCluster();
        cluster.Put(2);
        var last = cluster.DecideChange();
        cluster.Drop((_, to, message) => to?.Value == 2 && message.Type == MessageType.StateVote);
        Assert.True(cluster.World.RunUntil(() => cluster[2].Replica!.Executed == last && cluster.NumberAt(0) == 1));
        Assert.True(cluster.RunUntilNumber(1));
        cluster.Heal();
        cluster[1].Crash();
        cluster.Put(5);
        Assert.Null(cluster.AgreementFault());
    }

    [Fact]
    public void A_client_goes_on_over_a_step_and_one_that_trusts_the_first_configuration_begins_after_it()
    {
        var cluster = new TestCluster();
        cluster.Load(200, 2_000);
        cluster.World.Run(50_000);
        cluster.DecideChange();
        Assert.True(cluster.RunUntilNumber(1));
        Assert.True(cluster.World.RunUntil(() => cluster.Client.Outcomes.Count == 200));
        Assert.All(cluster.Client.Outcomes.Values, o => Assert.IsType<ClientOutcome.Acknowledged>(o));
        cluster.Say(3, cluster.Rejoin(3, 1, "again"));
        Assert.True(cluster.RunUntilNumber(2));
        var late = cluster.StartClient(0, 2);
        var (write, read) = (late.Submit("a"), late.Query("a"));
        Assert.True(cluster.World.RunUntil(() => late.IsDone(write) && late.IsDone(read)));
        Assert.Equal(201UL, late.NumberOf(write));
        Assert.NotNull(late.NumberOf(read));
        Assert.Equal(2UL, late.Trust.Configurations.Newest.Number.Value);
        foreach (var lies in new[] { cluster.Client.Machine.Lies, late.Machine.Lies })
            Assert.All(cluster.Replicas, r => Assert.Equal(0UL, lies.Count(r.Id, LieKind.Unverified)));
    }

    [Fact]
    public void A_proof_across_two_steps_holds_with_the_first_trust_alone_and_no_byte_of_it_may_change()
    {
        var cluster = new TestCluster();
        cluster.Put(2);
        for (ulong number = 0; number < 2; number++)
        {
            cluster.Say(3, cluster.Rejoin(3, number, $"loss {number}"));
            Assert.True(cluster.RunUntilNumber(number + 1));
        }

        var ticket = cluster.Client.Submit("a");
        Assert.True(cluster.RunUntilDone(ticket));
        var acknowledged = (ClientOutcome.Acknowledged)cluster.Client.Outcomes[ticket];
        var file = ProofFile.Render(
            (ProofMaterial.OfResult)acknowledged.Result.Proof, cluster.Client.Trust.Configurations);

        var verdict = ProofFile.Verify(file, new Trust(cluster.Genesis), cluster.Scheme);
        var holds = Assert.IsType<ProofVerdict.Holds>(verdict);
        Assert.Equal(2UL, holds.Configuration.Number.Value);
        Assert.Equal(acknowledged.Result.Height, holds.Height);
        for (var i = 0; i < file.Length; i++)
        {
            var before = file[i];
            file[i] ^= 1;
            Assert.IsType<ProofVerdict.Refused>(ProofFile.Verify(file, new Trust(cluster.Genesis), cluster.Scheme));
            file[i] = before;
        }
    }

    [Fact]
    public void A_proof_without_the_steps_or_with_one_left_out_is_not_rendered()
    {
        var cluster = new TestCluster();
        cluster.Put(2);
        cluster.DecideChange();
        Assert.True(cluster.RunUntilNumber(1));
        var ticket = cluster.Client.Submit("a");
        Assert.True(cluster.RunUntilDone(ticket));
        var proof = (ProofMaterial.OfResult)((ClientOutcome.Acknowledged)cluster.Client.Outcomes[ticket]).Result.Proof;
        var first = new Configurations(cluster.Genesis.Configuration);
        Assert.Throws<WitanProofException>(() => ProofFile.Render(proof, first));
    }
}
