using Witan.Core.Certificates;
using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Primitives;

namespace Witan.Protocols.Streamlet;

/// <summary>"Every node votes for the first proposal from the epoch's leader, as long as the proposed block extends
/// from one of the longest notarized chains that it has seen"; and the collecting of votes.</summary>
internal sealed partial class StreamletOrdering
{
    private readonly SortedDictionary<Epoch, HeardProposal> _heard = [];

    // lastVotedEpoch of the sheet.
    private Epoch _lastVoted;

    private ulong LongestLength => _longest?.Length ?? 0;

    private Rejection? OnProposal(SignedStatement signed, Proposal m, ReplicaId? from, Outbox outbox)
    {
        if (m.Sender != LeaderOf(m.Epoch)) return Rejection.WrongSender;
        if (!EpochWindow.Holds(m.Epoch, _epoch)) return StreamletRejection.OutsideEpochs;
        if (_heard.TryGetValue(m.Epoch, out var first)) return SecondProposal(first, signed, m, from, outbox);
        if (StreamletRules.FaultIn(m.Node, _genesis, _root, Current.Number) is { } fault) return fault;
        if (m.Node.Header.Length <= _finalLength) return Rejection.Stale;
        var heard = new HeardProposal(signed, _tree.Add(m.Node, _longest));
        _heard[m.Epoch] = heard;
        Echo(signed, from, outbox);
        Learn(m.Node.Justify, outbox);
        // Votes may have overtaken it.
        TryNotarize(m.Epoch, m.Node.Id, outbox);
        OfferFresh(heard, outbox);
        Advance(outbox);
        return null;
    }

    /// <summary>Another one of the same epoch is a lie; it goes on once, so that all see it.</summary>
    private Rejection? SecondProposal(
        HeardProposal first, SignedStatement second, Proposal m, ReplicaId? from, Outbox outbox)
    {
        // The echo brings every proposal many times.
        if (first.Node.Id == m.Node.Id) return null;
        if (first.HasSecond) return Rejection.Conflicting;
        first.HasSecond = true;
        Echo(second, from, outbox);
        outbox.Add(new Internal.Accuse(first.Signed, second));
        return Rejection.Conflicting;
    }

    /// <summary>Proposals of this epoch and later ones, if they were not looked at or only ahead of the own
    /// clock.</summary>
    private void OfferHeard(Outbox outbox)
    {
        foreach (var (epoch, heard) in _heard)
        {
            if (epoch >= _epoch) OfferFresh(heard, outbox);
        }
    }

    /// <summary>Gives a new proposal to the block desk, which answers when block and bodies are valid and
    /// durable.</summary>
    private void OfferFresh(HeardProposal heard, Outbox outbox)
    {
        var (node, leader) = (heard.Node, heard.Signed.Statement.Sender);
        if (node.IsReady || node.IsOffered || node.Node.Block is not { } block) return;
        node.IsOffered = true;
        outbox.Add(new Internal.OfferBlock(block, leader == _context.Self, [leader]));
    }

    private void OnBlockReady(Internal.BlockReady ready, Outbox outbox)
    {
        foreach (var node in _tree.All)
        {
            if (node.Node.Header.Block == ready.Block) node.IsReady = true;
        }

        if (_draft is { } draft && draft.Digest == ready.Block) ProposeDraft(draft, outbox);
        Advance(outbox);
    }

    /// <summary>A refused proposal is not voted for; one that was only ahead of the own clock is tried again.</summary>
    private void OnBlockRefused(Internal.BlockRefused refused, Outbox outbox)
    {
        if (_draft is { } draft && draft.Digest == refused.Block)
        {
            (_draft, _mayDraw) = (null, false);
            return;
        }

        if (refused.Reason == Rejection.TimeAhead || refused.Reason == Rejection.OverQuota) OfferLater(refused.Block);
        if (_heard.GetValueOrDefault(_epoch) is not { } heard || heard.Node.Node.Header.Block != refused.Block) return;
        var leader = heard.Signed.Statement.Sender;
        outbox.Reject(refused.Reason, leader);
        if (StreamletRules.IsLeadersFault(refused.Reason)) outbox.Add(new Internal.ProposedVoid(leader));
    }

    private void OfferLater(Digest block)
    {
        foreach (var node in _tree.All)
        {
            if (node.Node.Header.Block == block) (node.IsOffered, node.IsOfferedCertified) = (false, false);
        }
    }

    /// <summary>
    /// tryVote of the sheet. The first proposal is tried again with everything that changes until its epoch ends; no
    /// other one is ever looked at.
    /// </summary>
    private void TryVote(Outbox outbox)
    {
        if (!IsMember || _heard.GetValueOrDefault(_epoch) is not { Node: var node } || node.Height > High) return;
        if (!MayVote(node)) return;
        // At a height that is executed there is a block already: another one there is not on the final chain.
        if (!node.IsEmpty && node.Height <= _context.Executed.Executed) return;
        if (IsHeld(node, outbox) && node.IsReady) Vote(node, outbox);
    }

    private bool MayVote(TreeNode node) =>
        StreamletRules.MayVote(node.Epoch, _epoch, _lastVoted, node.Length - 1, LongestLength);

    /// <summary>
    /// SL1, SL5: the last gate before every vote. Chain, nodes and the vote itself are durable before it leaves.
    /// </summary>
    private void Vote(TreeNode node, Outbox outbox)
    {
        Invariant.Require(_epoch > _lastVoted, "SL1 one vote in an epoch");
        Invariant.Require(MayVote(node), "SL5 a vote extends a longest notarized chain");
        _lastVoted = _epoch;
        PersistLongest(outbox);
        RecordChain(node, outbox);
        outbox.Promise(new Vote(Current.Number, _context.Self, node.Epoch, node.Id), Destination.All);
    }

    /// <summary>
    /// A vote implies possession, after a restart too: the chain down to what is final. Parents first, behind the tip:
    /// a write that was torn anywhere leaves a chain without gaps and none that is longer than the recorded one.
    /// </summary>
    private void RecordChain(TreeNode node, Outbox outbox)
    {
        var floor = Floor;
        var chain = new Stack<TreeNode>();
        for (var next = node; next is { IsRecorded: false }; next = next.Height > floor ? _tree.ParentOf(next) : null)
            chain.Push(next);
        foreach (var next in chain)
        {
            next.IsRecorded = true;
            outbox.Persist(new NodeRecord(next.Node));
        }
    }

    private void PersistLongest(Outbox outbox)
    {
        if (!_isUnsaved) return;
        _isUnsaved = false;
        outbox.Persist(new LongestRecord(Current.Number, _longest!));
    }

    /// <summary>Counts a vote, of whatever epoch within the window, and passes it on.</summary>
    private Rejection? OnVote(SignedStatement signed, Vote m, ReplicaId? from, Outbox outbox)
    {
        if (!EpochWindow.Holds(m.Epoch, _epoch)) return StreamletRejection.OutsideEpochs;
        var outcome = _votes.Add(signed, m, out var other);
        if (outcome == VoteOutcome.NotAMember) return Rejection.NotAMember;
        // The echo brings every vote many times.
        if (outcome == VoteOutcome.Duplicate) return null;
        if (other is not null) outbox.Add(new Internal.Accuse(other, signed));
        if (outcome == VoteOutcome.Conflicting) return Rejection.Conflicting;
        Echo(signed, from, outbox);
        TryNotarize(m.Epoch, m.Node, outbox);
        return other is null ? null : Rejection.Conflicting;
    }

    /// <summary>"A block is notarized when a quorum of distinct nodes voted for it." A node that is not known yet is
    /// asked for.</summary>
    private void TryNotarize(Epoch epoch, Digest id, Outbox outbox)
    {
        var node = _tree.Find(id);
        if (node?.Notarization is not null || _votes.TryCertify(epoch, id) is not { } votes) return;
        if (node is null)
        {
            Want(id, votes.Signers, outbox);
            return;
        }

        // A correct voter names the node's own epoch.
        if (node.Epoch != epoch) return;
        Learn(new Notarization(node.Node.Header, votes), outbox);
        Advance(outbox);
    }
}
