using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Core.Safety;

namespace Witan.Protocols.Streamlet;

/// <summary>What a restarted replica knows of its promises, and what it says again (RULES 8).</summary>
internal sealed partial class StreamletOrdering
{
    private Vote? _recalledVote;
    private Proposal? _recalledProposal;

    public void Start(in Clock now, Outbox outbox)
    {
        _now = now;
        _lastDecided = now.Monotonic;
        _clock.Judge(now);
        FollowClock(outbox);
        Announce(outbox);
        foreach (var node in _tree.All)
        {
            if (node.Node.Block is not { } block || node.Height <= _context.Executed.Executed) continue;
            node.IsOfferedCertified = true;
            outbox.Add(new Internal.OfferBlock(block, true, node.Notarization?.Signers ?? []));
        }

        SayAgain(outbox);
        SayStatus(outbox);
        outbox.SetTimer(TickTimer, _context.Options.StatusInterval);
        Advance(outbox);
        ArmEpochTimer(outbox);
    }

    /// <summary>
    /// Signs again what was promised and others still take: the guard knows each text, so the bytes are the same. They
    /// come back and count.
    /// </summary>
    private void SayAgain(Outbox outbox)
    {
        if (_recalledProposal is { } proposal && EpochWindow.Holds(proposal.Epoch, _epoch))
            outbox.Add(new Effect.Sign(proposal, Destination.All));
        if (_recalledVote is { } vote && EpochWindow.Holds(vote.Epoch, _epoch))
            outbox.Add(new Effect.Sign(vote, Destination.All));
        (_recalledProposal, _recalledVote) = (null, null);
    }

    private void Recover(IReadOnlyList<Record> records)
    {
        foreach (var record in records)
        {
            switch (record)
            {
                case NodeRecord { Node: var node } when node.Configuration == Current.Number:
                    _tree.Add(node, null).IsRecorded = true;
                    break;
                case LongestRecord longest when longest.Configuration == Current.Number:
                    _longest = longest.Longest;
                    break;
                case PromiseRecord { Statement: var said } when said.Configuration == Current.Number:
                    RecallPromise(said);
                    break;
            }
        }

        if (_longest is { } chain && _tree.Find(chain.Node) is { } tip) _tree.Notarize(tip, chain);
        // An epoch in which it spoke was reached, whatever the clock says now.
        _epoch = _lastVoted > _lastProposed ? _lastVoted : _lastProposed;
    }

    private void RecallPromise(Statement statement)
    {
        switch (statement)
        {
            case Vote vote:
                _recalledVote = vote;
                _lastVoted = vote.Epoch;
                break;
            case Proposal proposal:
                _recalledProposal = proposal;
                _lastProposed = proposal.Epoch;
                break;
        }
    }
}
