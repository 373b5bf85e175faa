using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Protocols.Pbft;
using Witan.Simulation.Attacks.Pbft.Forging;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks.Pbft;

/// <summary>
/// A33: all corrupted replicas with this strategy act as one. The one that leads proposes twice; all prepare both, each
/// towards its side; the COMMITs that would decide are kept, and each side gets its own ones views later. Certificates
/// that could give the other side away stay out of VIEW-CHANGEs until then.
/// </summary>
internal sealed class Colluders(StrategyCall call) : PbftAttack(call)
{
    private const long LookEvery = 10_000;

    private readonly OwnBodies _bodies = new();
    private readonly KeptVotes _forVictims = new();
    private readonly KeptVotes _forOthers = new();
    private List<Colluders> _all = [];

    protected override IReadOnlyList<NodeName> DefaultVictims
    {
        get
        {
            var correct = Liar.Adversary.Correct;
            return [.. correct.Skip(correct.Count / 2)];
        }
    }

    private ulong Views => (ulong)Call.Count("views")!.Value;

    private TwinTable Twins => TwinTable.Of(Liar.Adversary);

    public override void Begin()
    {
        _all = Liar.Adversary.Shared("pbft colluders", () => new List<Colluders>());
        _all.Add(this);
        Every(LookEvery, Release);
    }

    public override void OnSend(NodeName to, Message message, Outgoing outgoing)
    {
        if (OwnProposal(message) is { } proposal && TwinOf(proposal) is { } twin)
        {
            outgoing.Pass(IsVictim(to) ? twin.Signed : message);
            return;
        }

        // Both votes for such a slot were given when it was proposed.
        if (OwnVote(message) is { } vote && Twins.Find(vote.View, vote.Height) is not null) return;
        var silenced = Own<ViewChange>(message) is { } honest
            ? Poorer.WithoutPrepared(honest, prepared => !IsLate(prepared.Next, honest.Target))
            : null;
        outgoing.Pass(silenced is null ? message : Sign(silenced));
    }

    public override bool OnReceive(NodeName from, Message message)
    {
        if (message is FetchBodies fetch) _bodies.Answer(Liar, from, fetch);
        return true;
    }

    private bool IsLate(View said, View now) => now.Value >= said.Value + Views;

    private Twin? TwinOf(PrePrepare proposal)
    {
        if (Twins.Find(proposal.View, proposal.Height) is { } known) return known;
        var twin = Twins.FindOrMake(Liar.Adversary, proposal, "requests")
            ?? Twins.FindOrMake(Liar.Adversary, proposal, "time");
        if (twin is null) return null;
        foreach (var member in _all) member.Join(twin);
        return twin;
    }

    /// <summary>Votes for both, each towards its side.</summary>
    private void Join(Twin twin)
    {
        if (IsOver || !Liar.Replica.IsUp) return;
        Fire();
        _bodies.Add(twin.Second.Block!);
        foreach (var to in Liar.Adversary.Correct)
        {
            if (twin.First.Sender == Liar.Id) break;
            Say(to, TwinTable.Prepare(Liar.Adversary, Liar.Id, IsVictim(to) ? twin.Second : twin.First));
        }

        Keep(_forVictims, twin.Second);
        Keep(_forOthers, twin.First);
    }

    private void Keep(KeptVotes kept, PrePrepare proposal)
    {
        var commit = TwinTable.Commit(Liar.Adversary, Liar.Id, proposal);
        kept.Add(commit, (Commit)commit.Statement);
    }

    private void Release()
    {
        var view = View;
        foreach (var vote in _forVictims.Take(said => IsLate(said, view)))
            Say(Liar.Adversary.Correct.Where(IsVictim), vote);
        foreach (var vote in _forOthers.Take(said => IsLate(said, view)))
            Say(Liar.Adversary.Correct.Where(to => !IsVictim(to)), vote);
    }
}
