using Witan.Core.Blocks;
using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Primitives;

namespace Witan.Protocols.SingleShot;

/// <summary>
/// valid(x) of a height: the block desk answers, when block and bodies are valid and durable. A vote implies
/// possession.
/// </summary>
internal sealed partial class SingleShotOrdering
{
    Verdict IConsensusHost.Judge(
        Consensus instance, Value value, bool isCertified, IReadOnlyList<ReplicaId> holders, Outbox outbox)
    {
        if (BlockOf(value, new Height(instance.Instance)) is not { } block)
        {
            outbox.Reject(Rejection.InvalidBlock, Leader);
            outbox.Add(new Internal.ProposedVoid(Leader));
            return Verdict.Invalid;
        }

        outbox.Add(new Internal.OfferBlock(block, isCertified || Leader == _context.Self, holders));
        return Verdict.Later;
    }

    private void OnBlockReady(Internal.BlockReady ready, Outbox outbox)
    {
        if (ready.Height != _height || _instance is not { } instance) return;
        if (_draft is { } draft && draft.Digest == ready.Block)
        {
            _draft = null;
            instance.Offer(_draftView, ValueOf(draft), outbox);
        }

        if (_context.Blocks.Find(ready.Block) is { } block) WatchTime(block, outbox);
        instance.Accept(ready.Block, outbox);
    }

    /// <summary>A refused proposal is not voted for; one that was only ahead of the own clock is tried again.</summary>
    private void OnBlockRefused(Internal.BlockRefused refused, Outbox outbox)
    {
        if (refused.Height != _height || _instance is not { } instance) return;
        if (_draft is { } draft && draft.Digest == refused.Block)
        {
            _draft = null;
            _mayDraw = false;
            return;
        }

        outbox.Reject(refused.Reason, Leader);
        if (SingleShotRules.IsLeadersFault(refused.Reason)) outbox.Add(new Internal.ProposedVoid(Leader));
        var mayBecomeValid = refused.Reason == Rejection.TimeAhead || refused.Reason == Rejection.OverQuota;
        instance.Refuse(refused.Block, mayBecomeValid, outbox);
    }

    /// <summary>
    /// A leader whose block time stays behind holds back leases and sessions: suspicion, never refusal (RULES 3).
    /// </summary>
    private void WatchTime(Block block, Outbox outbox)
    {
        if (Leader == _context.Self || _now.Monotonic - _excused < _context.Options.MaxTimeout) return;
        var ahead = (long)Current.Parameters.MaxAheadMicroseconds;
        _laggingBlocks = block.Time.Microseconds < _now.Wall.Microseconds - ahead ? _laggingBlocks + 1 : 0;
        if (_laggingBlocks < _context.Options.LaggingBlocks) return;
        _laggingBlocks = 0;
        _synchronizer.Advance(outbox);
    }

    void IConsensusHost.Suspect(ReplicaId leader, Outbox outbox)
    {
        if (leader == Leader && !_synchronizer.WantsToLeave) _synchronizer.Advance(outbox);
    }

    /// <summary>Evidence against its signer, for anybody.</summary>
    public void Accuse(SignedStatement first, SignedStatement second, Outbox outbox) =>
        outbox.Add(new Internal.Accuse(first, second));
}
