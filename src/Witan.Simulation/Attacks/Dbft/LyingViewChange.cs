using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Protocols.Dbft;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks.Dbft;

/// <summary>
/// A10: asks for another view as if it had not committed. It hides its Commit and everything that shows it, asks the
/// victims for the next view whenever they do, and takes no part in that. Towards others than the victims it prepares;
/// with <c>perRecipient</c> the victims do not get that either.
/// </summary>
internal sealed class LyingViewChange(StrategyCall call) : DbftAttack(call)
{
    private readonly SortedSet<(Height, View)> _asked = [];

    private bool HidesPreparations => Call.Choice("form") == "perRecipient";

    protected override IReadOnlyList<NodeName>? DefaultVictims => HidesPreparations ? Liar.UpperHalf : null;

    public override void OnSend(NodeName to, Message message, Outgoing outgoing)
    {
        if (IsHidden(to, message)) Fire();
        else outgoing.Pass(message);
    }

    /// <summary>Who times out in view 0 is helped to view 1: there are as many as needed, and then one less.</summary>
    public override bool OnReceive(NodeName from, Message message)
    {
        if (message is not SignedStatement { Statement: ChangeView heard } || heard.View > default(View)) return true;
        if (heard.Sender == Liar.Id || !_asked.Add((heard.Height, heard.View))) return true;
        var request = Sign(new ChangeView(
            heard.Configuration, Liar.Id, heard.Height, heard.View, ChangeViewReason.Timeout));
        foreach (var to in Liar.Others)
        {
            if (!IsVictim(to)) continue;
            Say(to, request);
            Fire();
        }

        return true;
    }

    private bool IsHidden(NodeName to, Message message)
    {
        if (message is RecoveryMessage) return true;
        return Own<HeightStatement>(message) switch
        {
            Commit or ChangeView => true,
            PrepareResponse said => said.View > default(View) || (HidesPreparations && IsVictim(to)),
            PrepareRequest said => said.View > default(View),
            _ => false,
        };
    }
}
