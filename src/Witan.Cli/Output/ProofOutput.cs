using System.Globalization;
using System.Text.Json;
using Witan.Client;
using Witan.Registry.State;

namespace Witan.Cli.Output;

/// <summary>How `verify` shows what a proof proves.</summary>
internal static class ProofOutput
{
    public static void Print(ProofVerdict.Holds holds, Trust trust)
    {
        var lines = new List<(string Name, string Value)> { ("proved", holds.Claim.Kind) };
        Describe(holds.Claim, lines);
        lines.Add(("height", holds.Height.ToString()));
        lines.Add(("block time", Answers.ShowTime(holds.Time)));
        lines.Add(("signers", Answers.ShowSigners(holds.Signers, holds.Configuration)));
        lines.Add(("cluster", trust.Cluster.ToString()));
        foreach (var (name, value) in lines) Console.WriteLine($"{name + ":",-12}{value}");
    }

    public static void PrintJson(ProofVerdict.Holds holds, Trust trust) => Answers.PrintJson(writer =>
    {
        writer.WriteString("proved", holds.Claim.Kind);
        Write(writer, holds.Claim);
        writer.WriteNumber("height", holds.Height.Value);
        writer.WriteString("blockTime", Answers.ShowTime(holds.Time));
        Strings(writer, "signers", holds.Signers.Select(signer => signer.ToString()));
        Strings(
            writer, "organisations", holds.Signers.Select(s => holds.Configuration.Find(s)?.Organisation ?? ""));
        writer.WriteString("cluster", trust.Cluster.ToString());
    });

    private static void Describe(ProofClaim claim, List<(string Name, string Value)> lines)
    {
        switch (claim)
        {
            case ProofClaim.OfEntry { Map: MapNames.Latest } entry:
                var stored = StoredEntry.Parse(entry.Value);
                lines.Add(("key", Answers.ShowInLine(entry.Key)));
                lines.Add(("value", Answers.ShowInLine(stored.Value)));
                lines.Add(("revision", $"{stored.Mod}, created at {stored.Create}, version {stored.Version}"));
                break;
            case ProofClaim.OfEntry entry:
                lines.Add(("map", entry.Map));
                lines.Add(("key", Answers.ShowInLine(entry.Key)));
                lines.Add(("value", Answers.ShowInLine(entry.Value)));
                break;
            case ProofClaim.OfAbsence { Map: MapNames.Latest } absence:
                lines.Add(("key", Answers.ShowInLine(absence.Key)));
                lines.Add(("value", "none: the key does not exist at this height"));
                break;
            case ProofClaim.OfAbsence absence:
                // That one of the service's other maps lacks a key says nothing about the registry's keys.
                lines.Add(("map", absence.Map));
                lines.Add(("key", Answers.ShowInLine(absence.Key)));
                lines.Add(("value", "none: this map has no such key at this height"));
                break;
            case ProofClaim.OfRange range:
                lines.Add(("map", range.Map));
                lines.Add(("from", range.From.IsEmpty ? "the first key" : Answers.ShowInLine(range.From)));
                lines.Add(("to", range.To.IsEmpty ? "the last key" : Answers.ShowInLine(range.To) + ", excluded"));
                lines.Add(("entries", range.Entries.Count.ToString(CultureInfo.InvariantCulture)));
                break;
            case ProofClaim.OfResult result:
                lines.Add(("request", result.Leaf.Request.ToString()));
                lines.Add(("result", "0x" + Convert.ToHexStringLower(result.Leaf.Result.Span)));
                break;
        }
    }

    private static void Write(Utf8JsonWriter writer, ProofClaim claim)
    {
        switch (claim)
        {
            case ProofClaim.OfEntry { Map: MapNames.Latest } entry:
                var stored = StoredEntry.Parse(entry.Value);
                writer.WriteBoolean("exists", true);
                JsonBytes.Write(writer, "key", entry.Key);
                JsonBytes.Write(writer, "value", stored.Value);
                writer.WriteNumber("createRevision", stored.Create);
                writer.WriteNumber("modRevision", stored.Mod);
                writer.WriteNumber("version", stored.Version);
                break;
            case ProofClaim.OfEntry entry:
                writer.WriteBoolean("existsInMap", true);
                writer.WriteString("map", entry.Map);
                WriteEntry(writer, entry.Key, entry.Value);
                break;
            case ProofClaim.OfAbsence { Map: MapNames.Latest } absence:
                writer.WriteBoolean("exists", false);
                JsonBytes.Write(writer, "key", absence.Key);
                break;
            case ProofClaim.OfAbsence absence:
                writer.WriteBoolean("existsInMap", false);
                writer.WriteString("map", absence.Map);
                JsonBytes.Write(writer, "key", absence.Key);
                break;
            case ProofClaim.OfRange range:
                writer.WriteString("map", range.Map);
                JsonBytes.Write(writer, "from", range.From);
                JsonBytes.Write(writer, "to", range.To);
                writer.WriteNumber("count", range.Entries.Count);
                WriteEntries(writer, range);
                break;
            case ProofClaim.OfResult result:
                writer.WriteString("request", result.Leaf.Request.ToString());
                writer.WriteBase64String("resultBase64", result.Leaf.Result.Span);
                break;
        }
    }

    /// <summary>As the map holds them: the registry's own head of an entry is part of the value.</summary>
    private static void WriteEntries(Utf8JsonWriter writer, ProofClaim.OfRange range)
    {
        writer.WriteStartArray("entries");
        foreach (var entry in range.Entries)
        {
            writer.WriteStartObject();
            WriteEntry(writer, entry.Key, entry.Value);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteEntry(Utf8JsonWriter writer, ReadOnlyMemory<byte> key, ReadOnlyMemory<byte> value)
    {
        JsonBytes.Write(writer, "key", key);
        JsonBytes.Write(writer, "value", value);
    }

    private static void Strings(Utf8JsonWriter writer, string name, IEnumerable<string> values)
    {
        writer.WriteStartArray(name);
        foreach (var value in values) writer.WriteStringValue(value);
        writer.WriteEndArray();
    }
}
