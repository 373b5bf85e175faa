using Witan.Core.Certificates;
using Witan.Crypto.Trees;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Core.Messages;

/// <summary>
/// Results of one bundle in one block, their run proof to the results root of that block's commitment, the commitments
/// from there to the one that this replica signed, and that vote. A quorum of equal votes is the acknowledgement.
/// </summary>
public sealed class Reply : Message
{
    // Number, digest of the request, length of the result.
    private const int LeafOverhead = 8 + Digest.Size + 4;

    public required SessionId Session { get; init; }

    /// <summary>Commitments k .. m-1 when the vote is for m; empty when the vote is for the block itself.</summary>
    public required IReadOnlyList<StateCommitment> Path { get; init; }

    /// <summary>The replica's <see cref="StateVote"/> for m.</summary>
    public required SignedStatement Vote { get; init; }

    /// <summary>Consecutive leaves of this session: number, request digest and result.</summary>
    public required IReadOnlyList<ResultLeaf> Leaves { get; init; }

    /// <summary>
    /// Shows exactly <see cref="Leaves"/>, in their order, in the results tree of <see cref="Commitment"/>.
    /// </summary>
    public required LogProof Proof { get; init; }

    public override byte Type => MessageType.Reply;

    /// <summary>The commitment of the block that executed the requests.</summary>
    public StateCommitment Commitment => Path.Count > 0 ? Path[0] : SignedCommitment;

    /// <summary>The commitment that the vote signs.</summary>
    public StateCommitment SignedCommitment => ((StateVote)Vote.Statement).Commitment;

    /// <summary>Leaves that the state keeps are its bytes; only what is around them is written.</summary>
    public override MessagePieces Pieces
    {
        get
        {
            if (Leaves is not IEncodedLeaves kept) return base.Pieces;
            var head = new CanonicalWriter(1 + HeadSize);
            head.U8(Type);
            WriteHead(head);
            var tail = new CanonicalWriter(Proof.EncodedSize);
            Proof.Encode(tail);
            return new MessagePieces(head.Take(), kept.Bytes, tail.Take());
        }
    }

    public override void Visit(INestedVisitor visitor) => Vote.Visit(visitor);

    protected override int BodySize
    {
        get
        {
            var size = HeadSize + (Leaves.Count * LeafOverhead) + Proof.EncodedSize;
            for (var i = 0; i < Leaves.Count; i++) size += Leaves[i].Result.Length;
            return size;
        }
    }

    private int HeadSize =>
        SessionId.Size + sizeof(uint) + (Path.Count * StateCommitment.Size) + Vote.Encoded.Length + sizeof(uint);

    private void WriteHead(CanonicalWriter writer)
    {
        Session.Write(writer);
        writer.Count(Path.Count);
        foreach (var commitment in Path) commitment.Write(writer);
        writer.Raw(Vote.Encoded.Span);
        writer.Count(Leaves.Count);
    }

    public override void WriteBody(CanonicalWriter writer)
    {
        WriteHead(writer);
        for (var i = 0; i < Leaves.Count; i++)
        {
            var leaf = Leaves[i];
            writer.U64(leaf.Number);
            writer.Digest(leaf.Request);
            writer.Bytes(leaf.Result.Span);
        }

        Proof.Encode(writer);
    }

    /// <summary>
    /// Null for anything but one canonical reply. Keeps slices of <paramref name="body"/>: hand over ownership.
    /// </summary>
    public static Reply? Decode(ReadOnlyMemory<byte> body)
    {
        var reader = new CanonicalReader(body.Span);
        var session = SessionId.Read(ref reader);
        var path = new StateCommitment[reader.Count(Limits.MaxCommitmentPath, StateCommitment.Size)];
        for (var i = 0; i < path.Length; i++) path[i] = StateCommitment.Read(ref reader);
        var vote = ReadVote(ref reader);
        var leaves = ReadLeaves(session, body, ref reader);
        var proof = LogProof.Decode(ref reader);
        if (proof?.Count != leaves.Length) reader.Fail();
        if (!reader.Complete || vote is null) return null;
        return new Reply
        {
            Session = session, Path = path, Vote = vote, Leaves = leaves, Proof = proof!,
        };
    }

    /// <summary>The results are slices of the body: they are kept and let go together.</summary>
    private static ResultLeaf[] ReadLeaves(
        SessionId session, ReadOnlyMemory<byte> body, ref CanonicalReader reader)
    {
        var leaves = new ResultLeaf[reader.Count(Limits.MaxBundleRequests, LeafOverhead)];
        if (leaves.Length == 0) reader.Fail();
        for (var i = 0; i < leaves.Length && !reader.Failed; i++)
        {
            var (number, request) = (reader.U64(), reader.Digest());
            var length = reader.BytesView(Limits.MaxResultBytes).Length;
            var end = body.Length - reader.Remaining;
            if (!reader.Failed)
                leaves[i] = new ResultLeaf(session, number, request, body[(end - length)..end]);
        }

        return leaves;
    }

    /// <summary>Reads a nested state vote: type, configuration, sender, commitment, signature.</summary>
    public static SignedStatement? ReadVote(ref CanonicalReader reader)
    {
        if (reader.U8() != MessageType.StateVote) reader.Fail();
        var statement = StateVote.Read(reader.Configuration(), reader.Replica(), ref reader);
        var signature = reader.Signature();
        return reader.Failed || statement is null ? null : new SignedStatement(statement, signature);
    }
}
