using System.Globalization;
using System.Text;

namespace Witan.EndToEnd.Tests.Differential;

/// <summary>Reads the script; its form is described at its head.</summary>
public static class ScriptParser
{
    public static IReadOnlyList<ScriptCommand> Parse(IReadOnlyList<string> lines)
    {
        var commands = new List<ScriptCommand>();
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Length == 0 || lines[i][0] == '#') continue;
            var number = i + 1;
            var words = Words(lines[i]);
            var columns = words.Remove("@columns");
            string? input = null;
            if (words[^1] == "<<") input = Block(lines, ref i);
            else if (words[^1].StartsWith('<')) input = new string('x', Number(words[^1][1..]));
            if (input is not null) words.RemoveAt(words.Count - 1);
            commands.Add(new ScriptCommand(number, lines[number - 1], words, input, columns));
        }

        return commands;
    }

    private static string Block(IReadOnlyList<string> lines, ref int i)
    {
        var input = new StringBuilder();
        while (lines[++i] != "EOF")
        {
            var line = lines[i];
            if (!line.StartsWith('%'))
            {
                input.Append(line).Append('\n');
                continue;
            }

            var space = line.IndexOf(' ', StringComparison.Ordinal);
            for (var count = 1; count <= Number(line[1..space]); count++)
            {
                input.Append(line[(space + 1)..].Replace("{i}", count.ToString(CultureInfo.InvariantCulture),
                    StringComparison.Ordinal)).Append('\n');
            }
        }

        // etcdctl reads three parts, each up to an empty line, and stops with an error if the last is missing.
        return input.Append("\n\n").ToString();
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static List<string> Words(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var quoted = false;
        var open = false;
        for (var i = 0; i < line.Length; i++)
        {
            var letter = line[i];
            if (letter == '"')
            {
                quoted = !quoted;
                open = true;
            }
            else if (letter == '\\' && quoted)
            {
                word.Append(line[++i] switch { 'n' => '\n', 't' => '\t', var other => other });
            }
            else if (letter == ' ' && !quoted)
            {
                if (open) words.Add(word.ToString());
                word.Clear();
                open = false;
            }
            else
            {
                word.Append(letter);
                open = true;
            }
        }

        if (open) words.Add(word.ToString());
        return words;
    }
}
