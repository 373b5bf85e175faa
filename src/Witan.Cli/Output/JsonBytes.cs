using System.Text.Json;
using System.Text.Unicode;
using Witan.Registry;

namespace Witan.Cli.Output;

/// <summary>
/// Bytes in JSON without loss: text as a string under the name, anything else as base 64 under the name with "Base64".
/// </summary>
internal static class JsonBytes
{
    public static void Write(Utf8JsonWriter json, string name, ReadOnlyMemory<byte> bytes)
    {
        if (Utf8.IsValid(bytes.Span)) json.WriteString(name, bytes.Span);
        else json.WriteBase64String(name + "Base64", bytes.Span);
    }

    /// <summary>The members of one object in an array.</summary>
    public static void Write(Utf8JsonWriter json, KeyValue kv)
    {
        json.WriteStartObject();
        Write(json, "key", kv.Key);
        Write(json, "value", kv.Value);
        json.WriteNumber("createRevision", kv.CreateRevision);
        json.WriteNumber("modRevision", kv.ModRevision);
        json.WriteNumber("version", kv.Version);
        json.WriteEndObject();
    }
}
