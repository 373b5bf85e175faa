using Witan.Core.Certificates;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Membership;

namespace Witan.Protocols.Pbft;

/// <summary>What was said about one slot in one view, and what this replica did about it.</summary>
internal sealed class SlotView(Configuration configuration, Height height, View view)
{
    public Height Height { get; } = height;

    public View View { get; } = view;

    /// <summary>The first proposal of the leader that was seen; a second, different one is evidence and
    /// ignored.</summary>
    public SignedStatement? Proposal { get; set; }

    public PrePrepare? PrePrepare => (PrePrepare?)Proposal?.Statement;

    public VoteTable Prepares { get; } = new(configuration);

    public VoteTable Commits { get; } = new(configuration);

    /// <summary>The proposal was given to the block desk.</summary>
    public bool Offered { get; set; }

    /// <summary>Block and bodies of the proposal are held durably.</summary>
    public bool Ready { get; set; }

    /// <summary>The block was asked for because others voted for it.</summary>
    public bool Requested { get; set; }

    /// <summary>What the own PREPARE promises, once it is promised.</summary>
    public Digest? OwnPrepare { get; set; }

    /// <summary>What the own COMMIT promises, once it is promised.</summary>
    public Digest? OwnCommit { get; set; }
}
