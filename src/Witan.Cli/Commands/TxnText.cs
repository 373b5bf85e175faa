using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Witan.Registry;

namespace Witan.Cli.Commands;

/// <summary>Reads a transaction as etcdctl's users write it.</summary>
internal static partial class TxnText
{
    /// <exception cref="UsageException">Names the line that is none.</exception>
    public static RegistryRequest.Txn Parse(string text)
    {
        var parts = new List<List<string>> { new() };
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n').Select(l => l.Trim()))
        {
            if (line.Length > 0) parts[^1].Add(line);
            else if (parts.Count < 3) parts.Add([]);
        }

        while (parts.Count < 3) parts.Add([]);
        return new RegistryRequest.Txn
        {
            Compare = [.. parts[0].Select(ParseCompare)],
            Success = [.. parts[1].Select(ParseOperation)],
            Failure = [.. parts[2].Select(ParseOperation)],
        };
    }

    private static Comparison ParseCompare(string line)
    {
        var match = ComparePattern().Match(line);
        if (!match.Success) throw new UsageException($"'{line}' is no comparison, as value(\"k\") = \"v\" is");
        var operand = match.Groups["operand"].Value;
        var target = match.Groups["target"].Value switch
        {
            "value" or "val" => ComparisonTarget.Value,
            "version" or "ver" => ComparisonTarget.Version,
            "create" or "c" => ComparisonTarget.Create,
            _ => ComparisonTarget.Mod,
        };
        var isNumber = long.TryParse(
            operand, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number);
        if (target != ComparisonTarget.Value && !isNumber)
            throw new UsageException($"'{line}' compares with something that is no number");
        return new Comparison
        {
            Target = target,
            Result = match.Groups["relation"].Value switch
            {
                "=" => ComparisonResult.Equal,
                "!=" => ComparisonResult.NotEqual,
                "<" => ComparisonResult.Less,
                _ => ComparisonResult.Greater,
            },
            Key = Encoding.UTF8.GetBytes(match.Groups["key"].Value),
            Value = target == ComparisonTarget.Value ? Encoding.UTF8.GetBytes(operand) : default(ReadOnlyMemory<byte>),
            Number = target == ComparisonTarget.Value ? 0 : number,
        };
    }

    private static RegistryRequest ParseOperation(string line)
    {
        var words = WordPattern().Matches(line).Select(
            m => m.Groups[1].Success ? m.Groups[1].Value : m.Value).ToArray();
        return words switch
        {
            ["put", var key, var value] =>
                new RegistryRequest.Put { Key = Encoding.UTF8.GetBytes(key), Value = Encoding.UTF8.GetBytes(value) },
            ["get", var key] => new RegistryRequest.Range { Key = Encoding.UTF8.GetBytes(key) },
            ["del", var key] => new RegistryRequest.DeleteRange { Key = Encoding.UTF8.GetBytes(key) },
            _ => throw new UsageException($"'{line}' is no operation: put k v, get k, del k"),
        };
    }

    [GeneratedRegex(
        """^(?<target>value|val|version|ver|create|c|mod|m)\("(?<key>[^"]*)"\)\s*(?<relation>!=|=|<|>)\s*"""
        + "\"(?<operand>[^\"]*)\"$")]
    private static partial Regex ComparePattern();

    [GeneratedRegex("""
        "([^"]*)"|\S+
        """)]
    private static partial Regex WordPattern();
}
