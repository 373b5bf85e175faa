using System.CommandLine;
using System.Text;
using Witan.Cli.Output;
using Witan.Client;
using Witan.Node;
using Witan.Registry;
using Witan.Registry.State;

namespace Witan.Cli.Commands;

/// <summary>Reads one key, proved, and can write the proof to a file.</summary>
internal static class GetCommand
{
    public static Command Create()
    {
        var key = new Argument<string>("key") { Description = "The key." };
        var prefix = new Option<bool>("--prefix") { Description = "All keys that begin with the key." };
        var proof = new Option<string?>(
            "--proof") { Description = "Write the proof of the key, or of its absence, to this file." };
        var raw = new Option<bool>("--raw")
        {
            Description = "Print the bytes of the value and nothing else; exit code 1 if there is no such key.",
        };
        var directory = Shared.Directory();
        var json = Shared.Json();
        var command = new Command(
            "get", "Read a key: linearizable, and every answer proved. Values that are no text show as 0x and digits.")
        {
            key, prefix, proof, raw, directory, json,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            if (parsed.GetValue(prefix) && parsed.GetValue(proof) is not null)
                throw new UsageException("--proof is for one key");
            if (parsed.GetValue(raw) && (parsed.GetValue(prefix) || parsed.GetValue(json)))
                throw new UsageException("--raw is for one key, without --json");
            var bytes = Encoding.UTF8.GetBytes(parsed.GetRequiredValue(key));
            await using var client = Shared.Connect(Shared.Open(parsed.GetRequiredValue(directory)));
            var (from, to) = KeySpan.Of(bytes, parsed.GetValue(prefix));
            var range = new RegistryRequest.Range { Key = from, RangeEnd = to };
            var (result, proven) =
                await RegistryCalls.ReadAsync(client, range, cancellation).ConfigureAwait(false);
            if (parsed.GetValue(proof) is { } file) WriteProof(file, proven, bytes, client.Trust);
            if (parsed.GetValue(raw)) return PrintRaw(result);
            if (parsed.GetValue(json)) PrintJson(result, proven);
            else Answers.Print(result);
            return ExitCode.Done;
        });
        return command;
    }

    private static void WriteProof(string file, Proven<ReadOnlyMemory<byte>> proven, byte[] key, Trust trust)
    {
        if (proven.Proof is not ProofMaterial.OfState state)
            throw new WitanProofException(
                "the answer came through the order and proves a result, not a key; ask again");
        try
        {
            File.WriteAllBytes(file, ProofFile.RenderKey(state, MapNames.Latest, key, trust.Configurations));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(
                $"the proof cannot be written to {file}: {FileTrouble.Of(file, failure)}", failure);
        }
    }

    private static int PrintRaw(RegistryResult.Range result)
    {
        if (result.Kvs is not [var kv, ..])
        {
            CommandLine.Say("there is no such key");
            return ExitCode.Failed;
        }

        using var output = Console.OpenStandardOutput();
        output.Write(kv.Value.Span);
        return ExitCode.Done;
    }

    private static void PrintJson(RegistryResult.Range result, Proven<ReadOnlyMemory<byte>> proven) =>
        Answers.PrintJson(writer =>
        {
            writer.WriteNumber("revision", result.Revision);
            writer.WriteNumber("count", result.Count);
            writer.WriteStartArray("kvs");
            foreach (var kv in result.Kvs) JsonBytes.Write(writer, kv);
            writer.WriteEndArray();
            Answers.WriteProof(writer, proven);
        });
}
