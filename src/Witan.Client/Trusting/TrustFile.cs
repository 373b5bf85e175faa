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
        ConfigurationJson.Write(writer, genesis.Configuration);
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
        ConfigurationJson.Read(ref json, writer);
        ReadClientKeys(ref json, writer);
        writer.Text(json.Text("application"));
        writer.I64(json.I64("time"));
        writer.Digest(json.Digest("salt"));
        json.Expect(JsonTokenType.EndObject);
        if (!json.AtEnd() || json.Failed || Genesis.Decode(writer.Written) is not { } genesis) return null;
        return bytes.SequenceEqual(Render(genesis)) ? new Trust(genesis) : null;
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
