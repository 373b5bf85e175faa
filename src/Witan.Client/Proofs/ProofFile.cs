using Witan.Core.Application;
using Witan.Core.Certificates;
using Witan.Core.Execution;
using Witan.Core.Messages;
using Witan.Core.Verification;
using Witan.Crypto;
using Witan.Crypto.Trees;
using Witan.Primitives;
using Witan.Primitives.Membership;
using MapEntry = Witan.Core.Application.MapEntry;

namespace Witan.Client;

/// <summary>
/// Proof files (RULES 10). A file has one rendering: <see cref="Verify"/> writes again what it read and refuses any
/// difference; every value in it enters a hash, a signed text or a signature, and the digest at the end covers the choice
/// of keys and bounds. So flipping any byte makes it fail.
/// </summary>
public static class ProofFile
{
    /// <summary>Bytes of a file: a witness and the values that it shows, both in base64.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    /// <summary>The proof of a result.</summary>
    /// <exception cref="WitanProofException">The certificate holds no quorum of the configuration.</exception>
    public static byte[] Render(ProofMaterial.OfResult proof, Configuration configuration) =>
        Render(new ProofClaim.OfResult(proof.Leaf, proof.LeafProof()), proof.Path, proof.Certificate, configuration);

    /// <summary>The proof of what a map has under a key: an entry, or its absence.</summary>
    /// <exception cref="WitanProofException">The witness does not show the key.</exception>
    public static byte[] RenderKey(
        ProofMaterial.OfState proof, string map, ReadOnlyMemory<byte> key, Configuration configuration)
    {
        var view = OpenOrThrow(proof);
        return RenderShown(proof, configuration, () => view.Map(map).TryGet(key.Span, out var value)
            ? new ProofClaim.OfEntry(map, key, value, proof.Witness)
            : new ProofClaim.OfAbsence(map, key, proof.Witness));
    }

    /// <summary>The proof of all entries of a range.</summary>
    /// <param name="proof">The certificate and a witness that shows the whole range.</param>
    /// <param name="map">The map's name.</param>
    /// <param name="from">The first key; empty for the start.</param>
    /// <param name="to">The first key beyond; empty for no end.</param>
    /// <param name="configuration">Whose members signed.</param>
    /// <exception cref="WitanProofException">The witness does not show the whole range.</exception>
    public static byte[] RenderRange(
        ProofMaterial.OfState proof, string map, ReadOnlyMemory<byte> from, ReadOnlyMemory<byte> to,
        Configuration configuration)
    {
        var view = OpenOrThrow(proof);
        return RenderShown(
            proof, configuration,
            () => new ProofClaim.OfRange(map, from, to, ReadRange(view, map, from, to), proof.Witness));
    }

    /// <summary>Checks a file offline. Never throws.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="trust">What is believed without proof.</param>
    /// <param name="scheme">Judges signatures.</param>
    public static ProofVerdict Verify(ReadOnlySpan<byte> bytes, Trust trust, ISignatureScheme scheme)
    {
        if (bytes.Length > MaxBytes) return new ProofVerdict.Refused("the file is too large");
        if (ProofJson.Read(bytes, out var digest) is not { } document)
            return new ProofVerdict.Refused("it is no witan-proof/1 file, or its form was changed");
        if (!bytes.SequenceEqual(ProofJson.Render(document)))
            return new ProofVerdict.Refused(ChangeIn(bytes, document, digest));
        if (FaultOf(document, trust, scheme) is { } fault) return new ProofVerdict.Refused(fault);
        var commitment = document.Commitments[0];
        if (!Shows(document.Claim, commitment)) return new ProofVerdict.Refused("the proof does not lead to the root");
        return new ProofVerdict.Holds(
            document.Claim, commitment.Height, commitment.Time, [.. document.Signers.Select(s => s.Replica)]);
    }

    /// <summary>What was changed in a file that can be read but is not as it was written.</summary>
    private static string ChangeIn(ReadOnlySpan<byte> bytes, ProofDocument document, Digest digest) =>
        bytes.SequenceEqual(ProofJson.Render(document, digest))
            ? "it was changed: its contents do not have the digest at its end"
            : "it was changed: its bytes are not the one form in which its contents are written";

    private static string? FaultOf(ProofDocument document, Trust trust, ISignatureScheme scheme)
    {
        var signed = document.Signed;
        if (!CommitmentPath.Holds([.. document.Commitments.SkipLast(1)], signed, trust.Cluster))
            return "the commitments do not link, or are of another cluster";
        if (trust.Configurations.ByNumber(signed.Configuration) is not { } configuration)
            return "the configuration is not known";
        if (document.Certificate() is not { } certificate) return "the certificate is not canonical";
        if (certificate.Certificate.PlacesIn(configuration) is not { } places) return "a signer is no member";
        if (configuration.Quorums.MinimalQuorum(places) != places) return "the signers are no minimal quorum";
        var answer = new ReadAnswer(0, ReadOutcome.Proved, certificate, default);
        // One file is checked once: no more is worth remembering than its own signatures.
        var verifier = new Verifier(trust.Cluster, trust.Configurations, scheme, Limits.MaxMembers);
        return verifier.Verify(answer, out _) is null ? "a signature does not hold" : null;
    }

    private static bool Shows(ProofClaim claim, StateCommitment commitment)
    {
        if (claim is ProofClaim.OfResult result)
            return result.Proof.Verify(commitment.Results, [MerkleLog.LeafHash(result.Leaf.Encode())]);
        var witness = claim switch
        {
            ProofClaim.OfEntry entry => entry.Witness,
            ProofClaim.OfAbsence absence => absence.Witness,
            ProofClaim.OfRange range => range.Witness,
            _ => default,
        };
        var block = new BlockContext(commitment.Height, commitment.Time);
        var view = StateWitness.Open(witness.Span, commitment.State, block);
        try
        {
            return view is not null && IsShown(claim, view);
        }
        catch (OutsideWitnessException)
        {
            // The witness is about something else: the answer is the same as for a wrong root.
            return false;
        }
    }

    private static bool IsShown(ProofClaim claim, IStateView view) => claim switch
    {
        ProofClaim.OfEntry entry => view.Map(entry.Map).TryGet(entry.Key.Span, out var value)
            && value.Span.SequenceEqual(entry.Value.Span),
        ProofClaim.OfAbsence absence => !view.Map(absence.Map).TryGet(absence.Key.Span, out _),
        ProofClaim.OfRange range => AreEqual(ReadRange(view, range.Map, range.From, range.To), range.Entries),
        _ => false,
    };

    private static List<MapEntry> ReadRange(
        IStateView view, string map, ReadOnlyMemory<byte> from, ReadOnlyMemory<byte> to) =>
        [.. view.Map(map).Range(from, to.IsEmpty ? null : to)];

    private static bool AreEqual(List<MapEntry> left, IReadOnlyList<MapEntry> right)
    {
        if (left.Count != right.Count) return false;
        for (var i = 0; i < left.Count; i++)
        {
            if (!left[i].Key.Span.SequenceEqual(right[i].Key.Span)) return false;
            if (!left[i].Value.Span.SequenceEqual(right[i].Value.Span)) return false;
        }

        return true;
    }

    private static IStateView OpenOrThrow(ProofMaterial.OfState proof)
    {
        var commitment = proof.Certificate.Commitment;
        return StateWitness.Open(
                proof.Witness.Span, commitment.State, new BlockContext(commitment.Height, commitment.Time))
            ?? throw new WitanProofException("the witness does not lead to the certified state");
    }

    private static byte[] RenderShown(ProofMaterial.OfState proof, Configuration configuration, Func<ProofClaim> claim)
    {
        try
        {
            return Render(claim(), [], proof.Certificate, configuration);
        }
        catch (OutsideWitnessException outside)
        {
            throw new WitanProofException("the witness does not show what is to be proved", outside);
        }
    }

    private static byte[] Render(
        ProofClaim claim, IReadOnlyList<StateCommitment> path, StateCertificate certificate,
        Configuration configuration) =>
        ProofDocument.Of(claim, path, certificate, configuration) is { } document
            ? ProofJson.Render(document)
            : throw new WitanProofException("the certificate holds no quorum of the configuration");
}
