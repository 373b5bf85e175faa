using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Encoding;
using Witan.Primitives.Membership;

namespace Witan.Core.Certificates;

/// <summary>
/// One statement said by several members: (scheme, quorum system, statement, signers, signature data). Only this type
/// and the verifier know that the data is a list of Ed25519 signatures today.
/// </summary>
public sealed class Certificate
{
    /// <summary>Scheme 1: one Ed25519 signature per signer, in the order of the signers.</summary>
    public const byte SignatureList = 1;

    private readonly ReplicaId[] _signers;
    private readonly Signature[] _signatures;

    private Certificate(uint quorumMode, Statement statement, ReplicaId[] signers, Signature[] signatures)
    {
        QuorumMode = quorumMode;
        Statement = statement;
        _signers = signers;
        _signatures = signatures;
    }

    public uint QuorumMode { get; }

    /// <summary>What all signers said. Its sender means nothing here.</summary>
    public Statement Statement { get; }

    /// <summary>Strictly ascending, so distinct.</summary>
    public IReadOnlyList<ReplicaId> Signers => _signers;

    /// <summary>The signature of the signer at the same place.</summary>
    internal Signature SignatureAt(int index) => _signatures[index];

    /// <summary>Puts together what signers said; they may come in any order and must be distinct.</summary>
    internal static Certificate Build(uint quorumMode, IReadOnlyList<SignedStatement> votes)
    {
        SignedStatement[] sorted = [.. votes];
        Array.Sort(sorted, static (one, other) => one.Statement.Sender.CompareTo(other.Statement.Sender));
        var (signers, signatures) = (new ReplicaId[sorted.Length], new Signature[sorted.Length]);
        for (var i = 0; i < sorted.Length; i++)
            (signers[i], signatures[i]) = (sorted[i].Statement.Sender, sorted[i].Signature);
        return new Certificate(quorumMode, sorted[0].Statement, signers, signatures);
    }

    /// <summary>The places of the signers in <paramref name="configuration"/>; null if one is no member.</summary>
    public MemberSet? PlacesIn(Configuration configuration)
    {
        var places = MemberSet.Empty;
        foreach (var signer in _signers)
        {
            var place = configuration.PlaceOf(signer);
            if (place < 0) return null;
            places = places.With(place);
        }

        return places;
    }

    public void Write(CanonicalWriter writer)
    {
        writer.U8(SignatureList);
        writer.Configuration(Statement.Configuration);
        writer.U32(QuorumMode);
        Statement.WriteBody(writer);
        writer.Count(_signers.Length);
        for (var i = 0; i < _signers.Length; i++)
        {
            writer.Replica(_signers[i]);
            writer.Signature(_signatures[i]);
        }
    }

    /// <param name="reader">Where it starts.</param>
    /// <param name="readStatement">Reads the body of the one statement type that is expected here.</param>
    /// <returns>Null, and the reader failed, for anything but one canonical certificate.</returns>
    public static Certificate? Read(ref CanonicalReader reader, StatementReader readStatement)
    {
        if (reader.U8() != SignatureList) reader.Fail();
        var configuration = reader.Configuration();
        var mode = reader.U32();
        var statement = readStatement(configuration, default, ref reader);
        var count = reader.Count(Limits.MaxMembers, 4 + Signature.Size);
        var signers = new ReplicaId[count];
        var signatures = new Signature[count];
        for (var i = 0; i < count; i++)
        {
            signers[i] = reader.Replica();
            signatures[i] = reader.Signature();
            if (i > 0 && signers[i] <= signers[i - 1]) reader.Fail();
        }

        if (count == 0) reader.Fail();
        return reader.Failed || statement is null ? null : new Certificate(mode, statement, signers, signatures);
    }
}
