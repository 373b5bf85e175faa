using System.CommandLine;
using Witan.Cli.Output;
using Witan.Client;
using Witan.Crypto;
using Witan.Registry.State;

namespace Witan.Cli.Commands;

/// <summary>Checks a proof file offline and says what it proves.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "A proof file (witan-proof/1)." };
        var trust = new Option<string>("--trust")
        {
            Description = "trust.json of the cluster: what is believed without proof.",
            DefaultValueFactory = _ => Path.Combine(".witan", "trust.json"),
        };
        var json = Shared.Json();
        var command = new Command("verify", "Check a proof offline and say what it proves.") { file, trust, json };
        command.SetAction(parsed =>
        {
            var trusted = TrustFile.Read(Read(parsed.GetRequiredValue(trust), TrustFile.MaxBytes))
                ?? throw new UsageException($"{parsed.GetRequiredValue(trust)} is no trust file, or was changed");
            var verdict = ProofFile.Verify(
                Read(parsed.GetRequiredValue(file), ProofFile.MaxBytes), trusted, Ed25519Provider.Default);
            if (verdict is not ProofVerdict.Holds holds)
                throw new WitanProofException("the proof does not verify: " + ((ProofVerdict.Refused)verdict).Reason);
            if (parsed.GetValue(json)) PrintJson(holds, trusted);
            else Print(holds, trusted);
            return ExitCode.Done;
        });
        return command;
    }

    private static byte[] Read(string path, int limit)
    {
        if (!File.Exists(path)) throw new UsageException($"there is no file {path}");
        if (new FileInfo(path).Length > limit) throw new UsageException($"{path} is larger than {limit} bytes");
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path} cannot be read: {failure.Message}", failure);
        }
    }

    private static void Print(ProofVerdict.Holds holds, Trust trust)
    {
        foreach (var (name, value) in Describe(holds, trust)) Console.WriteLine($"{name + ":",-12}{value}");
    }

    private static void PrintJson(ProofVerdict.Holds holds, Trust trust) => Answers.PrintJson(writer =>
    {
        foreach (var (name, value) in Describe(holds, trust)) writer.WriteString(name, value);
    });

    private static List<(string Name, string Value)> Describe(ProofVerdict.Holds holds, Trust trust)
    {
        var lines = new List<(string, string)> { ("proved", holds.Claim.Kind) };
        switch (holds.Claim)
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
            case ProofClaim.OfAbsence absence:
                lines.Add(("key", Answers.ShowInLine(absence.Key)));
                lines.Add(("value", "none: the key does not exist at this height"));
                break;
            case ProofClaim.OfRange range:
                lines.Add(("entries", range.Entries.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)));
                break;
            case ProofClaim.OfResult result:
                lines.Add(("request", result.Leaf.Request.ToString()));
                lines.Add(("result", "0x" + Convert.ToHexStringLower(result.Leaf.Result.Span)));
                break;
        }

        lines.Add(("height", holds.Height.ToString()));
        lines.Add(("block time", Answers.ShowTime(holds.Time)));
        lines.Add(("signers", Answers.ShowSigners(holds.Signers, holds.Configuration)));
        lines.Add(("cluster", trust.Cluster.ToString()));
        return lines;
    }
}
