using System.Text.Json;
using Witan.Primitives.Encoding;
using Witan.Primitives.Membership;

namespace Witan.Client;

/// <summary>A configuration as JSON, in trust files and in the steps of proof files.</summary>
internal static class ConfigurationJson
{
    public static void Write(Utf8JsonWriter writer, Configuration configuration)
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
    public static void Read(ref JsonCursor json, CanonicalWriter writer)
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
}
