using System.Text.RegularExpressions;

namespace Witan.EndToEnd.Tests.Differential;

/// <summary>What two servers may say differently: who they are, where, when, and the number of raft's term.</summary>
public static partial class Masks
{
    public static string Text(string text, string endpoint)
    {
        text = text.Replace(endpoint, "ENDPOINT", StringComparison.Ordinal);
        text = Identity().Replace(text, "$1:*");
        text = Term().Replace(text, "");
        text = Fields().Replace(text, "$1 : *");
        text = Time().Replace(text, "\"ts\":\"*\"");
        return Target().Replace(text, "endpoint://*/");
    }

    /// <summary>The names in the first row of a table, whatever its widths.</summary>
    public static string Columns(string table)
    {
        var row = table.Split('\n').FirstOrDefault(line => line.StartsWith('|')) ?? table;
        return Spaces().Replace(row, " ");
    }

    /// <summary>A reply in hexadecimal without cluster, member and term of its header.</summary>
    public static string Reply(ReadOnlySpan<byte> message)
    {
        if (message.Length < 2 || message[0] != 0x0A) return Convert.ToHexString(message);
        var length = (int)Varint(ref message, skip: 1);
        return $"header({Header(message[..length])}) {Convert.ToHexString(message[length..])}";
    }

    private static string Header(ReadOnlySpan<byte> header)
    {
        var kept = "";
        while (!header.IsEmpty)
        {
            var field = header[0] >> 3;
            var value = Varint(ref header, skip: 1);
            if (field != 4) kept += field == 3 ? $"revision={value}" : $"{field}=* ";
        }

        return kept;
    }

    private static ulong Varint(ref ReadOnlySpan<byte> bytes, int skip)
    {
        bytes = bytes[skip..];
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var unit = bytes[0];
            bytes = bytes[1..];
            value |= (ulong)(unit & 0x7F) << shift;
            if (unit < 0x80) return value;
        }
    }

    /// <summary>Left out by JSON when it is 0, which etcd's never is and the first configuration's is.</summary>
    [GeneratedRegex(",?\"raft_term\":[0-9]+")]
    private static partial Regex Term();

    [GeneratedRegex("(\"(?:cluster_id|member_id)\"):[0-9]+")]
    private static partial Regex Identity();

    [GeneratedRegex("(\"(?:ClusterID|MemberID|RaftTerm)\") : [0-9]+")]
    private static partial Regex Fields();

    [GeneratedRegex("\"ts\":\"[^\"]*\"")]
    private static partial Regex Time();

    [GeneratedRegex("endpoint://client-[0-9a-f-]+/")]
    private static partial Regex Target();

    [GeneratedRegex(" +")]
    private static partial Regex Spaces();
}
