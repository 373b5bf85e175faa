using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Protocols.Streamlet;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks.Streamlet;

/// <summary>
/// A05: its proposals go to just as many as their votes need, and its votes, which make the quorum, to a few of them
/// alone. It votes for its own nodes only, and passes nothing on.
/// </summary>
internal sealed class HideQC(StrategyCall call) : StreamletAttack(call)
{
    private readonly SortedSet<Digest> _own = [];
    private IReadOnlyList<NodeName> _showTo = [];
    private IReadOnlyList<NodeName> _voters = [];

    public override void Begin()
    {
        _showTo = Call.Nodes("showTo") is { } named ? [.. named] : [Liar.Adversary.Correct[0]];
        var others = Liar.Others.Where(name => !_showTo.Contains(name)).Reverse();
        _voters = [.. _showTo, .. others.Take(Liar.Configuration.Quorums.SmallestQuorum - 1 - _showTo.Count)];
    }

    public override void OnSend(NodeName to, Message message, Outgoing outgoing)
    {
        if (OwnProposal(message) is { } proposal) _own.Add(proposal.Node.Id);
        if (IsShown(to, message)) outgoing.Pass(message);
        else Fire();
    }

    private bool IsShown(NodeName to, Message message) => message switch
    {
        SignedStatement { Statement: Proposal said } => said.Sender == Liar.Id && _voters.Contains(to),
        SignedStatement { Statement: Vote said } =>
            said.Sender == Liar.Id && _own.Contains(said.Node) && _showTo.Contains(to),
        Status => false,
        _ => true,
    };
}
