using Witan.Core.Messages;
using Witan.Protocols.HotStuff;
using Witan.Simulation.Scenarios;
using Timeout = Witan.Protocols.HotStuff.Timeout;

namespace Witan.Simulation.Attacks.HotStuff;

/// <summary>
/// A10: sends TIMEOUTs that do not say what it knows. That it has no certificate, or an older one, nobody can refute;
/// that it has a higher one than it shows must be refused. What it keeps silent about it tells no new leader either.
/// </summary>
internal sealed class LyingViewChange(StrategyCall call) : HotStuffAttack(call)
{
    protected override IReadOnlyList<NodeName>? DefaultVictims =>
        Call.Choice("form") == "perRecipient" ? Liar.UpperHalf : null;

    private bool IsTold(NodeName to) => Call.Choice("form") != "perRecipient" || IsVictim(to);

    public override void OnSend(NodeName to, Message message, Outgoing outgoing)
    {
        Tree.Note(message);
        if (message is NewView && IsTold(to) && Call.Choice("form") != "higherCheckpoint")
        {
            Fire();
            return;
        }

        var lie = Own<Timeout>(message) is { } honest && IsTold(to) ? Lie(honest) : null;
        outgoing.Pass(lie ?? message);
        if (lie is not null) Fire();
    }

    private SignedStatement? Lie(Timeout honest) => Call.Choice("form") switch
    {
        "lowerCheckpoint" => Tree.LowestQC is { } lowest && lowest.View < honest.HighQCView
            ? Sign(new Timeout(honest.Configuration, Liar.Id, honest.View, lowest.View, lowest, honest.TC)) : null,
        // One below the view that it gives up is the highest that there can be.
        "higherCheckpoint" => honest.HighQCView.Next == honest.View ? null : Sign(new Timeout(
            honest.Configuration, Liar.Id, honest.View, new Primitives.View(honest.View.Value - 1), null, honest.TC)),
        _ => honest.HighQC is null ? null : Poorest(honest),
    };
}
