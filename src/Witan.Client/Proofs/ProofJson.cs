using System.Text.Json;
using Witan.Core.Certificates;
using Witan.Core.Messages;
using Witan.Crypto;
using Witan.Crypto.Trees;
using Witan.Primitives;
using Witan.Primitives.Encoding;
using Witan.Primitives.Membership;
using MapEntry = Witan.Core.Application.MapEntry;

namespace Witan.Client;

/// <summary>
/// The JSON of <c>witan-proof/1</c>. Fields come in one fixed order; digests, keys and signatures are hexadecimal,
/// other bytes
/// base64, times microseconds.
/// </summary>
internal static class ProofJson
{
    public const string Format = "witan-proof/1";

    private const int MaxMapName = 64;

    /// <summary>
    /// The digest at the end is over the same file without it. A proof of absence or of a range often proves the same
    /// of keys nearby; with the digest a changed key or bound is noticed all the same.
    /// </summary>
    public static byte[] Render(ProofDocument document) => Render(document, Sha256.Hash(Render(document, null)));

    /// <summary>The file with this digest at its end, whatever that of its contents is; without one for null.</summary>
    public static byte[] Render(ProofDocument document, Digest? digest) => CanonicalJson.Render(writer =>
    {
        writer.WriteString("format", Format);
        writer.WriteString("kind", document.Claim.Kind);
        WriteClaim(writer, document.Claim);
        writer.WriteStartArray("steps");
        foreach (var step in document.Steps) WriteStep(writer, step);
        writer.WriteEndArray();
        writer.WriteStartArray("commitments");
        foreach (var commitment in document.Commitments) WriteCommitment(writer, commitment);
        writer.WriteEndArray();
        WriteCertificate(writer, document.Signatures);
        if (digest is { } value) writer.Hex("digest", value);
    });

    /// <summary>
    /// Null for anything that is not such a file. Which bytes are canonical is decided by rendering it again.
    /// </summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="digest">That stands at its end, right or wrong.</param>
    public static ProofDocument? Read(ReadOnlySpan<byte> bytes, out Digest digest)
    {
        var json = new JsonCursor(bytes);
        json.Expect(JsonTokenType.StartObject);
        json.Constant("format", Format);
        var claim = ReadClaim(ref json, json.Text("kind"));
        var steps = ReadSteps(ref json);
        var commitments = ReadCommitments(ref json);
        var signatures = ReadCertificate(ref json);
        digest = json.Digest("digest");
        json.Expect(JsonTokenType.EndObject);
        if (!json.AtEnd() || json.Failed || claim is null) return null;
        return new ProofDocument(claim, steps, commitments, signatures);
    }

    private static void WriteClaim(Utf8JsonWriter writer, ProofClaim claim)
    {
        switch (claim)
        {
            case ProofClaim.OfResult result:
                WriteLeaf(writer, result);
                break;
            case ProofClaim.OfEntry entry:
                writer.WriteString("map", entry.Map);
                writer.Base64("key", entry.Key.Span);
                writer.Base64("value", entry.Value.Span);
                writer.Base64("witness", entry.Witness.Span);
                break;
            case ProofClaim.OfAbsence absence:
                writer.WriteString("map", absence.Map);
                writer.Base64("key", absence.Key.Span);
                writer.Base64("witness", absence.Witness.Span);
                break;
            case ProofClaim.OfRange range:
                WriteRange(writer, range);
                break;
        }
    }

    /// <summary>
    /// The name of a map: what a person reads of a proof, so nothing that writes lines of its own or hides.
    /// </summary>
    private static string ReadMap(ref JsonCursor json)
    {
        var name = json.Text("map");
        if (name.Length is 0 or > MaxMapName || name.Any(c => c is < '!' or > '~')) json.Fail();
        return name;
    }

    private static ProofClaim? ReadClaim(ref JsonCursor json, string kind)
    {
        switch (kind)
        {
            case "result":
                return ReadLeaf(ref json);
            case "entry":
                return new ProofClaim.OfEntry(
                    ReadMap(ref json), json.Base64("key"), json.Base64("value"), json.Base64("witness"));
            case "absence":
                return new ProofClaim.OfAbsence(ReadMap(ref json), json.Base64("key"), json.Base64("witness"));
            case "range":
                return new ProofClaim.OfRange(
                    ReadMap(ref json), json.Base64("from"), json.Base64("to"), ReadEntries(ref json),
                    json.Base64("witness"));
            default:
                json.Fail();
                return null;
        }
    }

    private static void WriteLeaf(Utf8JsonWriter writer, ProofClaim.OfResult result)
    {
        var leaf = result.Leaf;
        writer.WriteString("client", leaf.Session.Client.ToString());
        writer.WriteNumber("incarnation", leaf.Session.Incarnation);
        writer.WriteNumber("number", leaf.Number);
        writer.Hex("request", leaf.Request);
        writer.Base64("result", leaf.Result.Span);
        var path = new CanonicalWriter(1024);
        result.Proof.Encode(path);
        writer.Hex("path", path.Written);
    }

    private static ProofClaim.OfResult? ReadLeaf(ref JsonCursor json)
    {
        var client = new PublicKey(json.Digest("client").ToArray());
        var session = new SessionId(client, json.U64("incarnation"));
        var leaf = new ResultLeaf(session, json.U64("number"), json.Digest("request"), json.Base64("result"));
        var reader = new CanonicalReader(json.Hex("path"));
        var proof = json.Failed ? null : LogProof.Decode(ref reader);
        if (proof is not null && reader.Complete) return new ProofClaim.OfResult(leaf, proof);
        json.Fail();
        return null;
    }

    private static void WriteRange(Utf8JsonWriter writer, ProofClaim.OfRange range)
    {
        writer.WriteString("map", range.Map);
        writer.Base64("from", range.From.Span);
        writer.Base64("to", range.To.Span);
        writer.WriteStartArray("entries");
        foreach (var entry in range.Entries)
        {
            writer.WriteStartObject();
            writer.Base64("key", entry.Key.Span);
            writer.Base64("value", entry.Value.Span);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.Base64("witness", range.Witness.Span);
    }

    private static List<MapEntry> ReadEntries(ref JsonCursor json)
    {
        var entries = new List<MapEntry>();
        json.Name("entries");
        json.Expect(JsonTokenType.StartArray);
        for (json.Next(); json.Token == JsonTokenType.StartObject; json.Next())
        {
            entries.Add(new MapEntry(json.Base64("key"), json.Base64("value")));
            json.Expect(JsonTokenType.EndObject);
        }

        if (json.Token != JsonTokenType.EndArray) json.Fail();
        return entries;
    }

    private static void WriteStep(Utf8JsonWriter writer, ProofStep step)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("commitment");
        WriteCommitment(writer, step.Commitment);
        WriteCertificate(writer, step.Signatures);
        ConfigurationJson.Write(writer, step.Configuration);
        writer.WriteEndObject();
    }

    private static List<ProofStep> ReadSteps(ref JsonCursor json)
    {
        var steps = new List<ProofStep>();
        json.Name("steps");
        json.Expect(JsonTokenType.StartArray);
        for (json.Next(); json.Token == JsonTokenType.StartObject; json.Next())
        {
            json.Name("commitment");
            json.Expect(JsonTokenType.StartObject);
            var commitment = ReadCommitment(ref json);
            json.Expect(JsonTokenType.EndObject);
            var signatures = ReadCertificate(ref json);
            var writer = new CanonicalWriter(1024);
            ConfigurationJson.Read(ref json, writer);
            var reader = new CanonicalReader(writer.Written);
            var configuration = json.Failed ? null : Configuration.Read(ref reader);
            if (configuration is null || !reader.Complete) json.Fail();
            else steps.Add(new ProofStep(commitment, signatures, configuration));
            json.Expect(JsonTokenType.EndObject);
        }

        if (json.Token != JsonTokenType.EndArray || steps.Count >= Limits.MaxConfigurations) json.Fail();
        return steps;
    }

    private static void WriteCommitment(Utf8JsonWriter writer, StateCommitment commitment)
    {
        writer.WriteStartObject();
        writer.Hex("cluster", commitment.Cluster);
        writer.WriteNumber("configuration", commitment.Configuration.Value);
        writer.WriteNumber("height", commitment.Height.Value);
        writer.Hex("previous", commitment.Previous);
        writer.Hex("chain", commitment.Chain);
        writer.WriteNumber("time", commitment.Time.Microseconds);
        writer.Hex("state", commitment.State);
        writer.Hex("results", commitment.Results);
        writer.Hex("changes", commitment.Changes);
        writer.Hex("extensions", commitment.Extensions);
        writer.Hex("nextConfiguration", commitment.NextConfiguration);
        writer.WriteEndObject();
    }

    private static List<StateCommitment> ReadCommitments(ref JsonCursor json)
    {
        var commitments = new List<StateCommitment>();
        json.Name("commitments");
        json.Expect(JsonTokenType.StartArray);
        for (json.Next(); json.Token == JsonTokenType.StartObject; json.Next())
        {
            commitments.Add(ReadCommitment(ref json));
            json.Expect(JsonTokenType.EndObject);
        }

        var isPath = commitments.Count is > 0 and <= Limits.MaxCommitmentPath + 1;
        if (json.Token != JsonTokenType.EndArray || !isPath) json.Fail();
        return commitments;
    }

    private static StateCommitment ReadCommitment(ref JsonCursor json) => new()
    {
        Cluster = json.Digest("cluster"),
        Configuration = new ConfigurationNumber(json.U64("configuration")),
        Height = new Height(json.U64("height")),
        Previous = json.Digest("previous"),
        Chain = json.Digest("chain"),
        Time = new BlockTime(json.I64("time")),
        State = json.Digest("state"),
        Results = json.Digest("results"),
        Changes = json.Digest("changes"),
        Extensions = json.Digest("extensions"),
        NextConfiguration = json.Digest("nextConfiguration"),
    };

    private static void WriteCertificate(Utf8JsonWriter writer, ProofSignatures signatures)
    {
        writer.WriteStartObject("certificate");
        writer.WriteNumber("scheme", Certificate.SignatureList);
        writer.WriteNumber("quorumMode", signatures.QuorumMode);
        writer.WriteStartArray("signers");
        foreach (var (replica, signature) in signatures.Signers)
        {
            writer.WriteStartObject();
            writer.WriteNumber("replica", replica.Value);
            writer.Hex("signature", signature.ToArray());
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static ProofSignatures ReadCertificate(ref JsonCursor json)
    {
        var signers = new List<(ReplicaId, Signature)>();
        json.Name("certificate");
        json.Expect(JsonTokenType.StartObject);
        if (json.U32("scheme") != Certificate.SignatureList) json.Fail();
        var mode = json.U32("quorumMode");
        json.Name("signers");
        json.Expect(JsonTokenType.StartArray);
        for (json.Next(); json.Token == JsonTokenType.StartObject; json.Next())
        {
            var replica = new ReplicaId(json.U32("replica"));
            json.Name("signature");
            json.Next();
            if (json.HexElement(Signature.Size) is { } signature) signers.Add((replica, new Signature(signature)));
            json.Expect(JsonTokenType.EndObject);
        }

        if (json.Token != JsonTokenType.EndArray || signers.Count > Limits.MaxMembers) json.Fail();
        json.Expect(JsonTokenType.EndObject);
        return new ProofSignatures(mode, signers);
    }
}
