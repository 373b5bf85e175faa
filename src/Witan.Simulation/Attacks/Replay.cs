using Witan.Core.Certificates;
using Witan.Core.Messages;
using Witan.Crypto;
using Witan.Protocols.Pbft;
using Witan.Simulation.Attacks.Forging;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks;

/// <summary>A07: records what it receives and sends and sends it again later, as it was or for another place.</summary>
internal sealed class Replay(StrategyCall call) : TargetedAttack(call)
{
    private readonly Recording<Message> _recorded = new((int)call.Count("kept")!.Value);

    public override void Begin() => Every(Call.Count("everyMs")!.Value * 1000, SayAgain);

    public override void OnSend(NodeName to, Message message, Outgoing outgoing)
    {
        outgoing.Pass(message);
        Take(message);
    }

    public override bool OnReceive(NodeName from, Message message)
    {
        Take(message);
        return true;
    }

    /// <summary>Only what the chosen change can be made to.</summary>
    private void Take(Message message)
    {
        var fits = Call.Choice("change") switch
        {
            "slot" => message is SignedStatement { Statement: StateVote or SlotStatement },
            "session" => message is Bundle,
            "cluster" => message is SignedStatement signed && Liar.Adversary.Controls(signed.Statement.Sender),
            _ => true,
        };
        if (fits) _recorded.Add(message);
    }

    private void SayAgain()
    {
        if (_recorded.Items.Count == 0) return;
        var message = Change(Liar.Dice.Pick(_recorded.Items));
        IReadOnlyList<NodeName> to = Call.Nodes("victims") is { } named ? [.. named] : [Liar.Dice.Pick(Liar.Others)];
        foreach (var victim in to)
        {
            Say(victim, message);
            Fire();
        }
    }

    private Message Change(Message message) => (Call.Choice("change"), message) switch
    {
        ("slot", SignedStatement signed) => new SignedStatement(InNextSlot(signed.Statement), signed.Signature),
        ("session", Bundle bundle) => new Bundle(
            bundle.Session with { Incarnation = bundle.Session.Incarnation + 1 }, bundle.First,
            bundle.AcknowledgedBelow, bundle.Requests, bundle.Signature),
        ("cluster", SignedStatement signed) => ForAnotherCluster(signed.Statement),
        _ => message,
    };

    private static Statement InNextSlot(Statement said) => said switch
    {
        StateVote vote => new StateVote(
            vote.Configuration, vote.Sender, vote.Commitment with { Height = vote.Commitment.Height.Next }),
        Prepare vote => new Prepare(vote.Configuration, vote.Sender, vote.View, vote.Height.Next, vote.Digest),
        Commit vote => new Commit(vote.Configuration, vote.Sender, vote.View, vote.Height.Next, vote.Digest),
        PrePrepare proposal => new PrePrepare(
            proposal.Configuration, proposal.Sender, proposal.View, proposal.Height.Next, proposal.Digest, null),
        _ => said,
    };

    private SignedStatement ForAnotherCluster(Statement said)
    {
        var other = Sha256.Hash(Liar.Cluster.Cluster.ToArray());
        var text = said.TextDigest(other, Liar.Configuration.Quorums.Mode);
        return new SignedStatement(said, Liar.Adversary.SignText(said.Sender, text));
    }
}
