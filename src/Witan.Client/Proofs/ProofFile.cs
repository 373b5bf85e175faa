using Witan.Core.Application;
using Witan.Core.Certificates;
using Witan.Core.Execution;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Core.Verification;
using Witan.Crypto;
using Witan.Crypto.Trees;
using Witan.Primitives;
using Witan.Primitives.Membership;
using MapEntry = Witan.Core.Application.MapEntry;

namespace Witan.Client;

/// <summary>
/// Proof files (RULES 10). A file has one rendering: <see cref="Verify"/> writes again what it read and refuses any
/// difference; every value in it enters a hash, a signed text or a signature, and the digest at the end covers the
/// choice of keys and bounds. So flipping any byte makes it fail.
/// </summary>
public static class ProofFile
{
    /// <summary>Bytes of a file: a witness and the values that it shows, both in base64.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    /// <summary>The proof of a result.</summary>
    /// <exception cref="WitanProofException">The certificate holds no quorum of the configuration.</exception>
    public static byte[] Render(ProofMaterial.OfResult proof, Configurations configurations) =>
        Render(new ProofClaim.OfResult(proof.Leaf, proof.LeafProof()), proof.Path, proof.Certificate, configurations);

    /// <summary>The proof of what a map has under a key: an entry, or its absence.</summary>
    /// <exception cref="WitanProofException">The witness does not show the key.</exception>
    public static byte[] RenderKey(
        ProofMaterial.OfState proof, string map, ReadOnlyMemory<byte> key, Configurations configurations)
    {
        var view = OpenOrThrow(proof);
        return RenderShown(proof, configurations, () => view.Map(map).TryGet(key.Span, out var value)
            ? new ProofClaim.OfEntry(map, key, value, proof.Witness)
            : new ProofClaim.OfAbsence(map, key, proof.Witness));
    }

    /// <summary>The proof of all entries of a range.</summary>
    /// <param name="proof">The certificate and a witness that shows the whole range.</param>
    /// <param name="map">The map's name.</param>
    /// <param name="from">The first key; empty for the start.</param>
    /// <param name="to">The first key beyond; empty for no end.</param>
    /// <param name="configurations">Whose members signed, and the steps there.</param>
    /// <exception cref="WitanProofException">The witness does not show the whole range.</exception>
    public static byte[] RenderRange(
        ProofMaterial.OfState proof, string map, ReadOnlyMemory<byte> from, ReadOnlyMemory<byte> to,
        Configurations configurations)
    {
        var view = OpenOrThrow(proof);
        return RenderShown(
            proof, configurations,
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
        if (FaultOf(document, trust, scheme, out var configuration) is { } fault)
            return new ProofVerdict.Refused(fault);
        var commitment = document.Commitments[0];
        if (!Shows(document.Claim, commitment)) return new ProofVerdict.Refused("the proof does not lead to the root");
        return new ProofVerdict.Holds(
            document.Claim, commitment.Height, commitment.Time, [.. document.Signatures.Signers.Select(s => s.Replica)],
            configuration);
    }

    /// <summary>What was changed in a file that can be read but is not as it was written.</summary>
    private static string ChangeIn(ReadOnlySpan<byte> bytes, ProofDocument document, Digest digest) =>
        bytes.SequenceEqual(ProofJson.Render(document, digest))
            ? "it was changed: its contents do not have the digest at its end"
            : "it was changed: its bytes are not the one form in which its contents are written";

    /// <summary>Begins with configuration 0, goes from step to step, and ends with the signed commitment.</summary>
    private static string? FaultOf(
        ProofDocument document, Trust trust, ISignatureScheme scheme, out Configuration configuration)
    {
        var known = new Configurations(trust.Genesis.Configuration);
        // One file is checked once: no more is worth remembering than one certificate's signatures.
        var verifier = new Verifier(trust.Cluster, known, scheme, Limits.MaxMembers);
        configuration = known.Newest;
        foreach (var proof in document.Steps)
        {
            if (FaultOf(proof.Commitment, proof.Signatures, known) is { } wrong)
                return "a step does not hold: " + wrong;
            if (proof.ToStep() is not { IsConsistent: true } step || verifier.Verify(new Steps([step]), out _) is null
                || !known.Learn(step))
                return "a step does not hold";
        }

        configuration = known.Newest;
        var newest = document.Newest;
        if (!CommitmentPath.Holds([.. document.Commitments.SkipLast(1)], newest, trust.Cluster))
            return "the commitments do not link, or are of another cluster";
        if (FaultOf(newest, document.Signatures, known) is { } fault) return fault;
        var answer = new ReadAnswer(0, ReadOutcome.Proved, document.Signatures.Over(newest), default);
        return verifier.Verify(answer, out _) is null ? "a signature does not hold" : null;
    }

    private static string? FaultOf(StateCommitment commitment, ProofSignatures signatures, Configurations known)
    {
        var configuration = known.Newest;
        if (commitment.Configuration != configuration.Number
            || known.At(commitment.Height).Number != configuration.Number)
            return "the configuration is not the one that the steps lead to";
        if (signatures.Over(commitment) is not { } certificate) return "the certificate is not canonical";
        if (certificate.Certificate.PlacesIn(configuration) is not { } places) return "a signer is no member";
        return configuration.Quorums.MinimalQuorum(places) == places ? null : "the signers are no minimal quorum";
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

    private static byte[] RenderShown(
        ProofMaterial.OfState proof, Configurations configurations, Func<ProofClaim> claim)
    {
        try
        {
            return Render(claim(), [], proof.Certificate, configurations);
        }
        catch (OutsideWitnessException outside)
        {
            throw new WitanProofException("the witness does not show what is to be proved", outside);
        }
    }

    private static byte[] Render(
        ProofClaim claim, IReadOnlyList<StateCommitment> path, StateCertificate certificate,
        Configurations configurations) =>
        ProofDocument.Of(claim, path, certificate, configurations) is { } document
            ? ProofJson.Render(document)
            : throw new WitanProofException("the certificate holds no quorum of the configuration");
}
