using Witan.Core.Certificates;
using Witan.Primitives;
using Witan.Primitives.Encoding;
using Witan.Primitives.Membership;

namespace Witan.Client;

/// <summary>Who signed a commitment in a proof file.</summary>
/// <param name="QuorumMode">Of the signed texts.</param>
/// <param name="Signers">A minimal quorum, ascending.</param>
internal sealed record ProofSignatures(
    uint QuorumMode, IReadOnlyList<(ReplicaId Replica, Signature Signature)> Signers)
{
    /// <summary>Takes a certificate apart and keeps a minimal quorum of it.</summary>
    /// <returns>Null if it holds no quorum of the configuration.</returns>
    public static ProofSignatures? Of(StateCertificate certificate, Configuration configuration)
    {
        if (certificate.Certificate.PlacesIn(configuration) is not { } places) return null;
        if (configuration.Quorums.MinimalQuorum(places) is not { } quorum) return null;
        var signers = new List<(ReplicaId, Signature)>();
        foreach (var (replica, signature) in SignaturesOf(certificate))
            if (quorum.Contains(configuration.PlaceOf(replica))) signers.Add((replica, signature));
        return new ProofSignatures(certificate.Certificate.QuorumMode, signers);
    }

    /// <summary>Puts the certificate together again; null if its form is not canonical.</summary>
    public StateCertificate? Over(StateCommitment commitment)
    {
        var writer = new CanonicalWriter(1024);
        writer.U8(Certificate.SignatureList);
        writer.Configuration(commitment.Configuration);
        writer.U32(QuorumMode);
        commitment.Write(writer);
        writer.Count(Signers.Count);
        foreach (var (replica, signature) in Signers)
        {
            writer.Replica(replica);
            writer.Signature(signature);
        }

        var reader = new CanonicalReader(writer.Written);
        var certificate = StateCertificate.Read(ref reader);
        return reader.Complete ? certificate : null;
    }

    /// <summary>Reads signers and signatures from the canonical bytes, where their layout is fixed.</summary>
    private static List<(ReplicaId Replica, Signature Signature)> SignaturesOf(StateCertificate certificate)
    {
        var writer = new CanonicalWriter(1024);
        certificate.Write(writer);
        var reader = new CanonicalReader(writer.Written);
        reader.U8();
        reader.Configuration();
        reader.U32();
        StateCommitment.Read(ref reader);
        var signers = new List<(ReplicaId, Signature)>();
        var count = reader.Count(Limits.MaxMembers, 4 + Signature.Size);
        for (var i = 0; i < count; i++) signers.Add((reader.Replica(), reader.Signature()));
        return signers;
    }
}
