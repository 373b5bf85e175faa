using Witan.Core.Blocks;
using Witan.Core.Certificates;
using Witan.Core.Contract;
using Witan.Primitives;

namespace Witan.Core.Ordering;

/// <summary>
/// What the machines of one replica tell each other. Effects here never reach the host: the replica turns them, in
/// order, into inputs of the machine that they concern.
/// </summary>
public static class Internal
{
    // From an ordering protocol to the shared rooms.

    /// <summary>
    /// A proposal to be checked (static rules, then local ones unless a certificate justifies it), completed with its
    /// bodies and made durable. Answered by <see cref="BlockReady"/> or <see cref="BlockRefused"/>.
    /// </summary>
    /// <param name="Block">What was proposed.</param>
    /// <param name="Certified">Justified by a certificate of an earlier view: clocks and pool do not judge it (RULES
    /// 3).</param>
    /// <param name="Holders">Who is known to hold it, asked first for missing bodies.</param>
    public sealed record OfferBlock(Block Block, bool Certified, IReadOnlyList<ReplicaId> Holders) : InternalEffect;

    /// <summary>
    /// A block known by digest only; it is fetched from the holders, then treated as a certified offer.
    /// </summary>
    public sealed record FetchBlock(Height Height, Digest Block, IReadOnlyList<ReplicaId> Holders) : InternalEffect;

    /// <summary>
    /// The block is decided. In any order of heights; the block may still be missing here and is then fetched.
    /// </summary>
    /// <param name="Height">The decided height.</param>
    /// <param name="Block">Digest of the decided block.</param>
    /// <param name="Certificate">The protocol's proof.</param>
    /// <param name="Holders">Who is known to hold the block.</param>
    /// <param name="IsRecorded">
    /// A durable own record shows that the height may be decided (PBFT: the own prepared certificate). Without it the
    /// decision itself is made durable before a state vote for it leaves: a replica that forgot it would answer confirm
    /// reads from the past (RULES 4).
    /// </param>
    public sealed record Decide(
        Height Height, Digest Block, OrderingCertificate Certificate, IReadOnlyList<ReplicaId> Holders, bool IsRecorded)
        : InternalEffect;

    /// <summary>A new view began: relays are due again, and this is who leads now.</summary>
    public sealed record ViewEntered(View View, ReplicaId Leader) : InternalEffect;

    /// <summary>
    /// A verified message carried the certificate of a checkpoint above the own one: the shared rooms take it in as if
    /// a peer had sent it, and fetch the state if it is not executed here.
    /// </summary>
    public sealed record CheckpointSeen(StateCertificate Certificate) : InternalEffect;

    /// <summary>Two signed statements of one member with equal promise keys.</summary>
    public sealed record Accuse(Messages.SignedStatement First, Messages.SignedStatement Second) : InternalEffect;

    /// <summary>
    /// A leader proposed what no correct one does. One signature over a digest does not show it to others: it is
    /// observed, not proved.
    /// </summary>
    public sealed record ProposedVoid(ReplicaId Leader) : InternalEffect;

    // From the shared rooms to an ordering protocol, and to each other.

    /// <summary>Gives every machine of this replica an input.</summary>
    public sealed record Tell(InternalInput Input) : InternalEffect;

    /// <summary>
    /// Every body of the block is held, valid and durable before anything that follows in the outbox.
    /// </summary>
    public sealed record BlockReady(Height Height, Digest Block) : InternalInput;

    /// <summary>The block breaks a rule and must not be voted for.</summary>
    public sealed record BlockRefused(Height Height, Digest Block, Rejection Reason) : InternalInput;

    /// <summary>A bundle joined the pool.</summary>
    public sealed record PoolChanged : InternalInput;

    /// <summary>A height was executed; its requests have left the pool.</summary>
    /// <param name="Commitment">What it led to.</param>
    /// <param name="NewRequests">Whether at least one request was executed here for the first time.</param>
    public sealed record Executed(StateCommitment Commitment, bool NewRequests) : InternalInput;

    /// <summary>A checkpoint became stable: the watermark moves and voting state at or below it is dropped.</summary>
    public sealed record CheckpointStable(StateCertificate Certificate) : InternalInput;

    /// <summary>A certified state was installed by transfer: everything at or below is executed.</summary>
    public sealed record StateInstalled(StateCertificate Certificate) : InternalInput;

    /// <summary>A decision was learnt with its certificate from a peer.</summary>
    public sealed record DecisionLearnt(Decision Decision) : InternalInput;

    /// <summary>A peer says how far it is.</summary>
    public sealed record PeerProgress(ReplicaId Peer, Height Executed, Height Stable) : InternalInput;
}
