using System.Text.RegularExpressions;

namespace Witan.Variants.Patcher;

/// <summary>
/// Reads patch files. A line that begins with a key and a colon begins a field; lines indented by four go on with it.
/// Fields: wrong, hazard, killer, oracle; then per replacement in, after (may be absent), find, put.
/// </summary>
public static partial class PatchReader
{
    private const string Extension = ".patch.txt";
    private static readonly string[] Keys = ["wrong", "hazard", "killer", "oracle", "in", "after", "find", "put"];

    /// <summary>All variants of a folder, by name.</summary>
    public static IReadOnlyList<PlantedVariant> ReadFolder(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*" + Extension).Order(StringComparer.Ordinal).Select(path =>
            Read(Path.GetFileName(path)[..^Extension.Length], path, File.ReadAllText(path)))];

    /// <param name="name">The variant's name.</param>
    /// <param name="path">For messages.</param>
    /// <param name="text">The patch file.</param>
    public static PlantedVariant Read(string name, string path, string text)
    {
        if (!Identifier().IsMatch(name)) throw new PatchException($"{path}(1)", $"'{name}' is no identifier");
        var fields = new Queue<Field>(Fields(path, text));
        var variant = new PlantedVariant(
            name, Line(fields, path, "wrong"), Line(fields, path, "hazard"), Line(fields, path, "killer"),
            Line(fields, path, "oracle"), []);
        var replacements = new List<Replacement>();
        var file = string.Empty;
        while (fields.TryPeek(out var next))
        {
            if (next.Key == "in") file = Line(fields, path, "in");
            if (file.Length == 0) throw new PatchException(next.Place, "a replacement begins with 'in:'");
            var after = fields.TryPeek(out var maybe) && maybe.Key == "after" ? Required(fields, path, "after") : null;
            var find = Required(fields, path, "find");
            if (!fields.TryPeek(out var put) || put.Key != "put")
                throw new PatchException(find.Place, "'put:' must follow");
            replacements.Add(new Replacement(name, find.Place, file, after?.Value, find.Value, fields.Dequeue().Value));
        }

        if (replacements.Count == 0) throw new PatchException($"{path}(1)", "no replacement");
        return variant with { Replacements = replacements };
    }

    private static List<Field> Fields(string path, string text)
    {
        var fields = new List<Field>();
        var lines = text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var place = $"{path}({i + 1})";
            if (lines[i].StartsWith("    ", StringComparison.Ordinal) && fields.Count > 0)
            {
                var open = fields[^1];
                var before = open.Value.Length == 0 ? string.Empty : open.Value + "\n";
                fields[^1] = open with { Value = before + lines[i][4..] };
            }
            else if (Array.Find(Keys, k => lines[i].StartsWith(k + ":", StringComparison.Ordinal)) is { } key)
            {
                fields.Add(new Field(key, place, lines[i][(key.Length + 1)..].Trim()));
            }
            else if (lines[i].Trim().Length > 0)
            {
                throw new PatchException(place, "neither a field nor four spaces and more of one");
            }
        }

        return fields;
    }

    private static string Line(Queue<Field> fields, string path, string key)
    {
        var field = Required(fields, path, key);
        return field.Value.Contains('\n', StringComparison.Ordinal)
            ? throw new PatchException(field.Place, $"'{key}' is one line") : field.Value;
    }

    private static Field Required(Queue<Field> fields, string path, string key)
    {
        if (!fields.TryDequeue(out var field))
            throw new PatchException($"{path}(1)", $"'{key}:' is missing at the end");
        if (field.Key != key) throw new PatchException(field.Place, $"'{key}:' is expected here, not '{field.Key}:'");
        return field.Value.Trim().Length > 0 ? field : throw new PatchException(field.Place, $"'{key}:' is empty");
    }

    [GeneratedRegex("^[A-Z][A-Za-z0-9]*$")]
    private static partial Regex Identifier();

    private sealed record Field(string Key, string Place, string Value);
}
