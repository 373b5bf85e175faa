using System.Text.Json;
using Witan.Primitives;
using Witan.Primitives.Encoding;
using Witan.Primitives.Membership;

namespace Witan.Client;

/// <summary>
/// The file that says whom a verifier trusts: cluster id and genesis whole, as JSON that people can read and compare.
/// One
/// rendering; whatever differs from it is refused.
/// </summary>
public static class TrustFile
{
    /// <summary>Bytes of a file: 128 members and 1,024 client keys with room to spare.</summary>
    public const int MaxBytes = 1024 * 1024;

    private const string Format = "witan-trust/1";

    public static byte[] Render(Genesis genesis) => CanonicalJson.Render(writer =>
    {
        writer.WriteString("format", Format);
        writer.Hex("cluster", new Trust(genesis).Cluster);
        WriteConfiguration(writer, genesis.Configuration);
        writer.WriteStartArray("clientKeys");
        foreach (var key in genesis.ClientKeys) writer.WriteStringValue(key.ToString());
        writer.WriteEndArray();
        writer.WriteString("application", genesis.Application);
        writer.WriteNumber("time", genesis.Time.Microseconds);
        writer.Hex("salt", genesis.Salt);
    });

    /// <returns>Null for bytes that are not exactly one rendering of a valid genesis. Never throws.</returns>
    public static Trust? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaxBytes) return null;
        var json = new JsonCursor(bytes);
        json.Expect(JsonTokenType.StartObject);
        json.Constant("format", Format);
        json.Digest("cluster");
        var writer = new CanonicalWriter(4096);
        ReadConfiguration(ref json, writer);
        ReadClientKeys(ref json, writer);
        writer.Text(json.Text("application"));
        writer.I64(json.I64("time"));
        writer.Digest(json.Digest("salt"));
        json.Expect(JsonTokenType.EndObject);
        if (!json.AtEnd() || json.Failed || Genesis.Decode(writer.Written) is not { } genesis) return null;
        return bytes.SequenceEqual(Render(genesis)) ? new Trust(genesis) : null;
    }

    private static void WriteConfiguration(Utf8JsonWriter writer, Configuration configuration)
    {
        writer.WriteStartObject("configuration");
        writer.WriteNumber("number", configuration.Number.Value);
        writer.WriteNumber("f", configuration.F);
        writer.WriteNumber("quorumMode", configuration.Quorums.Mode);
        writer.WriteString("protocol", configuration.Protocol);
        WriteParameters(writer, configuration.Parameters);
        writer.WriteStartArray("members");
        foreach (var member in configuration.Members)
        {
            writer.WriteStartObject();
            writer.WriteNumber("id", member.Id.Value);
            writer.WriteString("organisation", member.Organisation);
            writer.WriteString("statementKey", member.StatementKey.ToString());
            writer.Hex("tlsPin", member.TlsPin);
            writer.WriteString("address", member.Address);
            writer.WriteNumber("weight", member.Weight);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteParameters(Utf8JsonWriter writer, ClusterParameters parameters)
    {
        writer.WriteStartObject("parameters");
        writer.WriteNumber("checkpointInterval", parameters.CheckpointInterval);
        writer.WriteNumber("window", parameters.Window);
        writer.WriteNumber("slotsInFlight", parameters.SlotsInFlight);
        writer.WriteNumber("maxBlockRequests", parameters.MaxBlockRequests);
        writer.WriteNumber("maxBlockBytes", parameters.MaxBlockBytes);
        writer.WriteNumber("maxAheadMicroseconds", parameters.MaxAheadMicroseconds);
        writer.WriteNumber("sessionWindow", parameters.SessionWindow);
        writer.WriteNumber("sessionsPerKey", parameters.SessionsPerKey);
        writer.WriteNumber("keptResultBytes", parameters.KeptResultBytes);
        writer.WriteNumber("maxKeyBytes", parameters.MaxKeyBytes);
        writer.WriteEndObject();
    }

    /// <summary>
    /// Hands the fields on as canonical bytes, so that one decoder alone decides what a valid configuration is.
    /// </summary>
    private static void ReadConfiguration(ref JsonCursor json, CanonicalWriter writer)
    {
        json.Name("configuration");
        json.Expect(JsonTokenType.StartObject);
        writer.U64(json.U64("number"));
        writer.U32(json.U32("f"));
        writer.U32(json.U32("quorumMode"));
        writer.Text(json.Text("protocol"));
        ReadParameters(ref json, writer);
        ReadMembers(ref json, writer);
        json.Expect(JsonTokenType.EndObject);
    }

    private static void ReadParameters(ref JsonCursor json, CanonicalWriter writer)
    {
        json.Name("parameters");
        json.Expect(JsonTokenType.StartObject);
        foreach (var name in (ReadOnlySpan<string>)
                 ["checkpointInterval", "window", "slotsInFlight", "maxBlockRequests", "maxBlockBytes"])
            writer.U32(json.U32(name));
        writer.U64(json.U64("maxAheadMicroseconds"));
        foreach (var name in (ReadOnlySpan<string>)
                 ["sessionWindow", "sessionsPerKey", "keptResultBytes", "maxKeyBytes"])
            writer.U32(json.U32(name));
        json.Expect(JsonTokenType.EndObject);
    }

    private static void ReadMembers(ref JsonCursor json, CanonicalWriter writer)
    {
        var (members, count) = (new CanonicalWriter(4096), 0);
        json.Name("members");
        json.Expect(JsonTokenType.StartArray);
        for (json.Next(); json.Token == JsonTokenType.StartObject; json.Next(), count++)
        {
            members.U32(json.U32("id"));
            members.Text(json.Text("organisation"));
            members.Digest(json.Digest("statementKey"));
            members.Digest(json.Digest("tlsPin"));
            members.Text(json.Text("address"));
            members.U32(json.U32("weight"));
            json.Expect(JsonTokenType.EndObject);
        }

        if (json.Token != JsonTokenType.EndArray) json.Fail();
        writer.Count(count);
        writer.Raw(members.Written);
    }

    private static void ReadClientKeys(ref JsonCursor json, CanonicalWriter writer)
    {
        var (keys, count) = (new CanonicalWriter(1024), 0);
        json.Name("clientKeys");
        json.Expect(JsonTokenType.StartArray);
        for (json.Next(); json.Token == JsonTokenType.String; json.Next(), count++)
        {
            if (json.HexElement(PublicKey.Size) is { } key) keys.Raw(key);
        }

        if (json.Token != JsonTokenType.EndArray) json.Fail();
        writer.Count(count);
        writer.Raw(keys.Written);
    }
}
