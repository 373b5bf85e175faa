using Witan.Core.Messages;
using Witan.Simulation.Attacks.Forging;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks;

/// <summary>
/// A17: what it signs holds for some receivers only. Of bundles it relays each one at once, good to those who are no
/// victims and spoilt to the rest, which is what a client with a partial authenticator does.
/// </summary>
internal sealed class PartialAuth(StrategyCall call) : TargetedAttack(call)
{
    private bool Bundles => Call.Choice("what") is "all" or "bundles";

    private bool Statements => Call.Choice("what") is "all" or "statements";

    protected override bool IsVictim(NodeName to) => Call.Nodes("victims") is null
        ? !to.IsReplica || to.Id != Liar.Core?.Ordering.Leader
        : base.IsVictim(to);

    public override void OnSend(NodeName to, Message message, Outgoing outgoing)
    {
        var spoilt = IsVictim(to) ? Spoil(message) : null;
        outgoing.Pass(spoilt ?? message);
        if (spoilt is not null) Fire();
    }

    public override bool OnReceive(NodeName from, Message message)
    {
        if (message is not Bundle bundle || from.IsReplica || !Bundles) return true;
        var spoilt = Spoilt.Bundle(bundle, Spoilt.Signature);
        foreach (var to in Liar.Others)
        {
            var isVictim = IsVictim(to);
            Say(to, isVictim ? spoilt : bundle);
            if (isVictim) Fire();
        }

        return true;
    }

    private Message? Spoil(Message message) => message switch
    {
        SignedStatement signed when Statements && signed.Statement.Sender == Liar.Id =>
            Spoilt.Statement(signed, Spoilt.Signature),
        Reply reply when Statements => Spoilt.Reply(reply, Spoilt.Signature),
        Bundle bundle when Bundles => Spoilt.Bundle(bundle, Spoilt.Signature),
        Bodies bodies when Bundles => new Bodies(
            bodies.Blocks,
            [.. bodies.Contents.Select(b => b is Bundle own ? Spoilt.Bundle(own, Spoilt.Signature) : b)]),
        _ => null,
    };
}
