using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Witan.Simulation.Scenarios.Format;

/// <summary>
/// JSON as text: whether bytes are any, how it is rendered, and how hostile names are shown in one line.
/// </summary>
internal static class JsonText
{
    /// <summary>Deeper than any scenario.</summary>
    private const int MaxDepth = 16;

    private const int MaxShown = 40;

    public static readonly JsonDocumentOptions DocumentOptions = new() { MaxDepth = MaxDepth };

    /// <summary>
    /// Null if the bytes are one JSON value whose names and texts are well-formed; after that no read throws.
    /// </summary>
    public static string? FaultIn(ReadOnlySpan<byte> bytes)
    {
        if (!Utf8.IsValid(bytes)) return "is not UTF-8";
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName) reader.GetString();
            }
        }
        catch (JsonException)
        {
            return $"is not JSON at byte {reader.BytesConsumed}"
                + " (comments, trailing commas, NaN and more than 16 levels are not allowed)";
        }
        catch (InvalidOperationException)
        {
            return $"holds half a surrogate pair before byte {reader.BytesConsumed}";
        }

        return null;
    }

    public static byte[] Render(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        var options = new JsonWriterOptions
        {
            Indented = true, IndentCharacter = ' ', IndentSize = 2, NewLine = "\n",
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        using (var writer = new Utf8JsonWriter(buffer, options)) write(writer);
        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The path of a field. Names that are not plain are quoted.</summary>
    public static string Field(string path, string name) =>
        IsPlain(name) ? $"{path}.{name}" : $"{path}['{Show(name)}']";

    public static string Item(string path, int index) => $"{path}[{index}]";

    /// <summary>Text of a file within a message: one line, bounded.</summary>
    public static string Show(string text)
    {
        var shown = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length >= MaxShown) return shown.Append("...").ToString();
            var prints = rune.Value is >= 0x20 and not 0x7f && !Rune.IsControl(rune)
                && Rune.GetUnicodeCategory(rune) is not (System.Globalization.UnicodeCategory.LineSeparator
                    or System.Globalization.UnicodeCategory.ParagraphSeparator
                    or System.Globalization.UnicodeCategory.Format);
            shown.Append(prints ? rune.ToString() : "?");
        }

        return shown.ToString();
    }

    /// <summary>What stands there, for "must be ..., not ...".</summary>
    public static string KindOf(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => $"\"{Show(json.GetString()!)}\"",
        JsonValueKind.Number => Show(json.GetRawText()),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => "null",
    };

    private static bool IsPlain(string name) =>
        name.Length is > 0 and <= 64 && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
