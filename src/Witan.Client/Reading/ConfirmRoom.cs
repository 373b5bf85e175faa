using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Membership;

namespace Witan.Client;

/// <summary>
/// Runs confirm rounds (RULES 6), one at a time: a read that arrives during a round waits for the next. The first
/// quorum of
/// answers ends a round, and the highest height among exactly these is what its reads must reach.
/// </summary>
internal sealed class ConfirmRoom(ClientContext context, Action<WaitingRead> confirmed)
{
    private List<WaitingRead> _waiting = [];
    private ConfirmRound? _round;
    private ulong _rounds;

    // Claimed a height that nobody certified: at most f of them are left out while the others suffice.
    private MemberSet _doubted;

    public void Add(WaitingRead read)
    {
        _waiting.Add(read);
        if (_round is null) Begin();
    }

    /// <summary>A read that ended. It stays in the round it is in, where nobody looks at it again.</summary>
    public void Remove(WaitingRead read) => _waiting.Remove(read);

    public void OnConnected(ReplicaId replica)
    {
        if (_round is not null) context.SendTo(replica, _round.Message);
    }

    /// <summary>Answers under two configurations are no quorum of either: the round begins anew.</summary>
    public void OnConfiguration()
    {
        if (_round is not { } round) return;
        _round = null;
        _waiting.InsertRange(0, round.Reads.Where(r => !r.IsDone));
        if (_waiting.Count > 0) Begin();
    }

    public void OnAnswer(ConfirmAnswer answer)
    {
        context.Chain.Take(answer.Vote);
        if (_round is not { } round || answer.Nonce != round.Message.Nonce) return;
        var configuration = context.Configuration;
        var place = configuration.PlaceOf(answer.Sender);
        if (place < 0 || answer.Configuration != configuration.Number || _doubted.Contains(place)) return;
        if (answer.Vote.Statement.Configuration != configuration.Number) return;
        if (answer.Commitment.Cluster != context.Trust.Cluster) return;
        round.Add(place, answer.Commitment.Height);
        if (!configuration.Quorums.IsQuorum(round.Answered)) return;
        _round = null;
        if (_waiting.Count > 0) Begin();
        foreach (var read in round.Reads)
        {
            read.Round = round;
            read.Minimum = Height.Max(read.Floor, round.Claim);
            confirmed(read);
        }
    }

    /// <summary>No quorum answered in time: ask again, and do without nobody.</summary>
    public void OnAgain(ulong number)
    {
        if (_round is not { } round || round.Number != number) return;
        if (round.Reads.All(r => r.IsDone))
        {
            _round = null;
            if (_waiting.Count > 0) Begin();
            return;
        }

        _doubted = MemberSet.Empty;
        context.SendToAll(round.Message);
        round.Wait = context.Doubled(round.Wait);
        context.Agenda.Add(context.Now.Monotonic + round.Wait, DueKind.ConfirmAgain, number);
    }

    /// <summary>
    /// The height that the round gave was not certified in time: who claimed it is counted, once per round.
    /// </summary>
    public void Blame(ConfirmRound round)
    {
        var claimants = round.Claimants;
        // A weak quorum holds a correct member: the height was executed, and its certificate is only late.
        if (round.IsBlamed || context.Configuration.Quorums.IsWeakQuorum(claimants)) return;
        round.IsBlamed = true;
        for (var place = 0; place < context.Configuration.N; place++)
        {
            if (!claimants.Contains(place)) continue;
            context.Lies.Observe(context.Configuration.Members[place].Id, LieKind.UncertifiedClaim);
            if (_doubted.Count < context.Configuration.F) _doubted = _doubted.With(place);
        }
    }

    private void Begin()
    {
        var reads = _waiting;
        _waiting = [];
        var nonce = context.NextNonce();
        var signer = context.Identity.Signer;
        var text = Confirm.TextDigest(context.Trust.Cluster, signer.PublicKey, nonce);
        _rounds++;
        _round = new ConfirmRound(
            _rounds, new Confirm(signer.PublicKey, nonce, signer.Sign(text)), reads, context.Options.ConfirmTimeout,
            context.Configuration.N);
        context.SendToAll(_round.Message);
        context.Agenda.Add(context.Now.Monotonic + _round.Wait, DueKind.ConfirmAgain, _rounds);
    }
}
