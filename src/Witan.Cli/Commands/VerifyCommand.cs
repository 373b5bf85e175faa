using System.CommandLine;
using Witan.Cli.Output;
using Witan.Client;
using Witan.Crypto;
using Witan.Node;

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
            var trustFile = parsed.GetRequiredValue(trust);
            var trusted = TrustFile.Read(Read(
                    trustFile, TrustFile.MaxBytes, "name the trust.json of the cluster with --trust"))
                ?? throw new UsageException(
                    $"{trustFile} is no trust file, or was changed; get trust.json again from who runs the cluster");
            var proof = Read(
                parsed.GetRequiredValue(file), ProofFile.MaxBytes, "such a file is written by: witan get KEY --proof");
            var verdict = ProofFile.Verify(proof, trusted, Ed25519Provider.Default);
            if (verdict is not ProofVerdict.Holds holds)
                throw new WitanProofException("the proof does not verify: " + ((ProofVerdict.Refused)verdict).Reason);
            if (parsed.GetValue(json)) ProofOutput.PrintJson(holds, trusted);
            else ProofOutput.Print(holds, trusted);
            return ExitCode.Done;
        });
        return command;
    }

    private static byte[] Read(string path, int limit, string advice)
    {
        try
        {
            using var input = File.OpenRead(path);
            // One byte more than is allowed is enough to know that there are too many. A pipe has no length.
            var buffer = new byte[limit + 1];
            var length = input.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            if (length > limit) throw new UsageException($"{path} is larger than {limit} bytes; {advice}");
            return buffer[..length];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path} cannot be read: {FileTrouble.Of(path, failure)}; {advice}", failure);
        }
    }
}
