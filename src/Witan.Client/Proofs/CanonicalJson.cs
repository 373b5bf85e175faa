using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Witan.Primitives;

namespace Witan.Client;

/// <summary>
/// Writes the one rendering of a file: two spaces of indent, "\n" between lines and at the end, hexadecimal in lower
/// case.
/// </summary>
internal static class CanonicalJson
{
    public static byte[] Render(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        var options = new JsonWriterOptions
        {
            Indented = true, IndentCharacter = ' ', IndentSize = 2, NewLine = "\n",
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        using (var writer = new Utf8JsonWriter(buffer, options))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    public static void Hex(this Utf8JsonWriter writer, string name, ReadOnlySpan<byte> bytes) =>
        writer.WriteString(name, Convert.ToHexStringLower(bytes));

    public static void Hex(this Utf8JsonWriter writer, string name, Digest digest) =>
        writer.WriteString(name, digest.ToString());

    public static void Base64(this Utf8JsonWriter writer, string name, ReadOnlySpan<byte> bytes) =>
        writer.WriteString(name, Convert.ToBase64String(bytes));
}
