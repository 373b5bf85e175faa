using System.Text.Json;

namespace Witan.Tests.Wire;

/// <summary>
/// Messages as an encoder writes them that was made from docs/wire-format.md alone
/// (tests/vectors/make_message_vectors.py).
/// </summary>
internal sealed record MessageVectors(
    string Cluster, ulong Configuration, IReadOnlyList<MessageVectors.Taken> Messages,
    IReadOnlyList<MessageVectors.Text> Texts, IReadOnlyList<MessageVectors.Bad> Refused)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static MessageVectors Load(string file = "messages-v1.json")
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Vectors", file);
        return JsonSerializer.Deserialize<MessageVectors>(File.ReadAllBytes(path), Json)
            ?? throw new InvalidOperationException($"{path} is empty");
    }

    /// <summary>A message that must decode, and what some of its fields must be.</summary>
    public sealed record Taken(string Name, byte Type, string Bytes, IReadOnlyDictionary<string, JsonElement> Fields);

    /// <summary>SHA-256 of the text that is signed for the message of this name.</summary>
    public sealed record Text(string Name, string Digest);

    /// <summary>Bytes that are no message.</summary>
    public sealed record Bad(string Why, string Bytes);
}
