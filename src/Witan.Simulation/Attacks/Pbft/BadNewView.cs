using Witan.Core.Blocks;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Protocols.Pbft;
using Witan.Simulation.Attacks.Pbft.Forging;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks.Pbft;

/// <summary>
/// A11: as leader of a new view opens it wrongly. With two NEW-VIEWs each side also gets the leader's COMMITs for what
/// its own one proposes.
/// </summary>
internal sealed class BadNewView(StrategyCall call) : PbftAttack(call)
{
    // VIEW-CHANGEs for views that this replica will lead, by sender: material for another V.
    private const int KeptTargets = 16;

    private readonly SortedDictionary<View, SortedDictionary<ReplicaId, SignedStatement>> _heard = [];
    private readonly SortedDictionary<View, SignedStatement?> _others = [];

    protected override IReadOnlyList<NodeName> DefaultVictims => Liar.UpperHalf;

    public override void OnSend(NodeName to, Message message, Outgoing outgoing)
    {
        if (Own<NewView>(message) is { } own) Open(to, message, own, outgoing);
        else if (Own<Commit>(message) is not { } commit || !Contradicts(to, commit)) outgoing.Pass(message);
    }

    public override bool OnReceive(NodeName from, Message message)
    {
        if (message is not SignedStatement { Statement: ViewChange said } signed) return true;
        if (LeaderOf(said.Target) != Liar.Id || said.Sender != from.Id) return true;
        if (!_heard.TryGetValue(said.Target, out var heard)) _heard.Add(said.Target, heard = []);
        heard.TryAdd(said.Sender, signed);
        if (_heard.Count > KeptTargets) _heard.Remove(_heard.Keys.Last());
        return true;
    }

    private void Open(NodeName to, Message message, NewView own, Outgoing outgoing)
    {
        var form = Call.Choice("form");
        if (form == "none")
        {
            Fire();
            return;
        }

        var other = form == "ignorePrepared" ? Ignoring(own) : IsVictim(to) ? Other(own) : null;
        outgoing.Pass(other ?? message);
        if (other is null) return;
        Fire();
        if (form == "perRecipient") CommitAll((NewView)other.Statement, outgoing);
    }

    private SignedStatement? Ignoring(NewView own)
    {
        if (!own.Proposals.Any(p => p.Statement is PrePrepare said && IsOfBlock(said))) return null;
        return NewViews.Build(Liar, own.Target, own.ViewChanges, static slot => Block.NullDigest(slot.Height));
    }

    /// <summary>
    /// The same view from another V: with a member's VIEW-CHANGE that the honest V leaves out in the place of the last
    /// of the others, or else with a second own one that says less. Null if there is neither.
    /// </summary>
    private SignedStatement? Other(NewView own)
    {
        if (_others.TryGetValue(own.Target, out var known)) return known;
        var set = WithAnotherMember(own) ?? WithAnotherOwn(own);
        var other = set is null ? null : NewViews.Build(Liar, own.Target, set, static slot => slot.Digest);
        _others.Add(own.Target, other);
        return other;
    }

    private List<SignedStatement>? WithAnotherMember(NewView own)
    {
        if (!_heard.TryGetValue(own.Target, out var heard)) return null;
        var left = heard.Values.FirstOrDefault(v => own.ViewChanges.All(o => o.Statement.Sender != v.Statement.Sender));
        if (left is null) return null;
        var dropped = own.ViewChanges.Last(v => v.Statement.Sender != Liar.Id);
        return [.. own.ViewChanges.Where(v => v != dropped).Append(left).OrderBy(v => v.Statement.Sender)];
    }

    private List<SignedStatement>? WithAnotherOwn(NewView own)
    {
        var mine = own.ViewChanges.FirstOrDefault(v => v.Statement.Sender == Liar.Id);
        if (mine?.Statement is not ViewChange said || Poorer.Poorest(said) is not { } poorer) return null;
        var signed = Sign(poorer);
        return [.. own.ViewChanges.Select(v => v == mine ? signed : v)];
    }

    private void CommitAll(NewView other, Outgoing outgoing)
    {
        foreach (var proposal in other.Proposals)
            outgoing.Pass(TwinTable.Commit(Liar.Adversary, Liar.Id, (PrePrepare)proposal.Statement));
    }

    private static bool IsOfBlock(PrePrepare proposal) => proposal.Digest != Block.NullDigest(proposal.Height);

    /// <summary>A victim would see the honest code's COMMIT beside the one for what its NEW-VIEW proposes.</summary>
    private bool Contradicts(NodeName to, Commit commit)
    {
        if (Call.Choice("form") != "perRecipient" || !IsVictim(to)) return false;
        if (_others.GetValueOrDefault(commit.View)?.Statement is not NewView other) return false;
        return other.Proposals.Any(p =>
            ((PrePrepare)p.Statement) is var said && said.Height == commit.Height && said.Digest != commit.Digest);
    }
}
