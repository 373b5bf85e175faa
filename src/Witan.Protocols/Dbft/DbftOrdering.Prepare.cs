using Witan.Core.Blocks;
using Witan.Core.Certificates;
using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Primitives;

namespace Witan.Protocols.Dbft;

/// <summary>PrepareRequest and PrepareResponse.</summary>
internal sealed partial class DbftOrdering
{
    // The own block that is being checked and made durable before it is proposed.
    private Block? _draft;

    private bool MayRequest =>
        IsMember && IsPrimary && IsWithinWindow && _draft is null && _at is
        { HasRequested: false, Request: null, HasCommitted: false, IsDecided: false } && !IsNotAccepting;

    /// <summary>sendPrepareRequest, as soon as a block is due: NEO's primary waits for its timer.</summary>
    private void TryRequest(Outbox outbox)
    {
        if (!MayRequest || !HasWork || !IsIntervalOver(outbox)) return;
        var mayBeEmpty = IsFilling || IsHeartbeatDue;
        var block = _context.Blocks.Draw(_at.Height, _now, _context.Executed.Time, []);
        if (block.References.Count == 0 && !mayBeEmpty) return;
        _draft = block.IsNull ? new Block(_at.Height, new BlockTime(1), []) : block;
        outbox.Add(new Internal.OfferBlock(_draft, false, []));
    }

    /// <summary>The own block is durable with its bodies. The request counts as the primary's preparation.</summary>
    private void SendPrepareRequest(Block block, Outbox outbox)
    {
        _draft = null;
        if (!MayRequest || block.Height != _at.Height)
        {
            TryRequest(outbox);
            return;
        }

        _at.HasRequested = true;
        outbox.Note(new Trace(TraceKind.Proposed, _at.Height, _at.View, block.Digest));
        outbox.Promise(
            new PrepareRequest(Current.Number, _context.Self, _at.Height, _at.View, block.Digest, block),
            Destination.All);
        SetTimeout(Shifted(_at.View.Value + 1), outbox);
    }

    private Rejection? OnPrepareRequest(SignedStatement signed, PrepareRequest m, Outbox outbox)
    {
        if (OtherView(signed, m) is { } other) return other;
        if (m.Sender != Primary) return Rejection.WrongSender;
        if (m.Block is not { } block) return DbftRejection.NoBlock;
        if (_at.Request is { } known)
        {
            if (((PrepareRequest)known.Statement).Digest == m.Digest) return Rejection.Duplicate;
            outbox.Add(new Internal.Accuse(known, signed));
            return Rejection.Conflicting;
        }

        if (IsNotAccepting && m.Sender != _context.Self) return DbftRejection.NotAccepting;
        ExtendTimeout(2);
        _at.Request = signed;
        _ = _at.Preparations.Add(signed, m.Subject);
        // The own one was durable before it was signed.
        _at.IsReady = m.Sender == _context.Self;
        if (!_at.IsReady) Offer(block, outbox);
        CheckPreparations(outbox);
        return null;
    }

    /// <summary>Clocks and pools judge a proposal until a quorum prepared it (RULES 3).</summary>
    private void Offer(Block block, Outbox outbox)
    {
        var voters = _at.Preparations.VotersFor(block.Digest);
        _at.IsOfferedCertified = Quorums.IsQuorum(voters);
        var holders = new List<ReplicaId> { Primary };
        for (var place = 0; place < Current.N; place++)
        {
            if (voters.Contains(place) && Current.Members[place].Id != Primary) holders.Add(Current.Members[place].Id);
        }

        outbox.Add(new Internal.OfferBlock(block, _at.IsOfferedCertified, holders));
    }

    private void OnBlockReady(Internal.BlockReady ready, Outbox outbox)
    {
        if (_draft is { } draft && draft.Digest == ready.Block)
        {
            SendPrepareRequest(draft, outbox);
            return;
        }

        if (_at.Proposed?.Digest != ready.Block) return;
        _at.IsReady = true;
        _at.HeldBack = null;
        CheckPrepareResponse(outbox);
        CheckPreparations(outbox);
    }

    private void OnBlockRefused(Internal.BlockRefused refused, Outbox outbox)
    {
        if (_draft?.Digest == refused.Block) _draft = null;
        if (_at.Proposed?.Digest != refused.Block || _at.IsReady) return;
        outbox.Reject(refused.Reason, Primary);
        if (DbftRules.ReasonOf(refused.Reason) is not { } reason)
        {
            _at.HeldBack = refused.Reason;
            return;
        }

        outbox.Add(new Internal.ProposedVoid(Primary));
        RequestChangeView(reason, outbox);
    }

    /// <summary>checkPrepareResponse: all bodies are here and the block may stand.</summary>
    private void CheckPrepareResponse(Outbox outbox)
    {
        if (!IsMember || IsPrimary || !IsWithinWindow || IsNotAccepting) return;
        if (_at is { IsDecided: true } or { HasResponded: true } or { HasCommitted: true } or { IsReady: false })
            return;
        ExtendTimeout(2);
        _at.HasResponded = true;
        outbox.Promise(
            new PrepareResponse(Current.Number, _context.Self, _at.Height, _at.View, _at.Proposed!.Digest),
            Destination.All);
    }

    private Rejection? OnPrepareResponse(SignedStatement signed, PrepareResponse m, Outbox outbox)
    {
        if (OtherView(signed, m) is { } other) return other;
        if (m.Sender == Primary) return DbftRejection.PrimaryMustNotRespond;
        if (IsNotAccepting && m.Sender != _context.Self) return DbftRejection.NotAccepting;
        switch (_at.Preparations.Add(signed, m.Subject))
        {
            case VoteOutcome.Duplicate:
                return Rejection.Duplicate;
            case VoteOutcome.NotAMember:
                return Rejection.NotAMember;
            case VoteOutcome.Conflicting:
                outbox.Add(new Internal.Accuse(_at.Preparations.Of(Current.PlaceOf(m.Sender))!, signed));
                return Rejection.Conflicting;
        }

        ExtendTimeout(2);
        CheckPreparations(outbox);
        return null;
    }
}
