using System.CommandLine;
using System.Text;
using Witan.Cli.Output;
using Witan.Client;
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
        var directory = Shared.Directory();
        var json = Shared.Json();
        var command = new Command(
            "get", "Read a key: linearizable, and every answer proved.") { key, prefix, proof, directory, json };
        command.SetAction(async (parsed, cancellation) =>
        {
            if (parsed.GetValue(prefix) && parsed.GetValue(proof) is not null)
                throw new UsageException("--proof is for one key");
            await using var client = Shared.Connect(Shared.Open(parsed.GetRequiredValue(directory)));
            var bytes = Encoding.UTF8.GetBytes(parsed.GetRequiredValue(key));
            var range = new RegistryRequest.Range
            {
                Key = bytes,
                RangeEnd = parsed.GetValue(prefix)
                    ? KeyRange.PrefixEnd(bytes)
                    : default(ReadOnlyMemory<byte>),
            };
            var query = new RegistryQuery.Range(range);
            var (result, proven) = await RegistryCalls.QueryAsync<RegistryResult.Range>(
                client, query, cancellation).ConfigureAwait(false);
            if (parsed.GetValue(proof) is { } file)
            {
                if (proven.Proof is not ProofMaterial.OfState state)
                    throw new WitanProofException(
                        "the answer came through the order and proves a result, not a key; ask again");
                await File.WriteAllBytesAsync(file, ProofFile.RenderKey(
                    state, MapNames.Latest, bytes, client.Trust.Configurations), cancellation).ConfigureAwait(false);
            }

            Print(result, proven, parsed.GetValue(json));
            return ExitCode.Done;
        });
        return command;
    }

    private static void Print(RegistryResult.Range result, Proven<ReadOnlyMemory<byte>> proven, bool json)
    {
        if (!json)
        {
            foreach (var kv in result.Kvs)
            {
                Console.WriteLine(Answers.Show(kv.Key));
                Console.WriteLine(Answers.Show(kv.Value));
            }

            return;
        }

        Answers.PrintJson(writer =>
        {
            writer.WriteNumber("revision", result.Revision);
            writer.WriteNumber("count", result.Count);
            writer.WriteStartArray("kvs");
            foreach (var kv in result.Kvs)
            {
                writer.WriteStartObject();
                writer.WriteString("key", Answers.Show(kv.Key));
                writer.WriteString("value", Answers.Show(kv.Value));
                writer.WriteNumber("createRevision", kv.CreateRevision);
                writer.WriteNumber("modRevision", kv.ModRevision);
                writer.WriteNumber("version", kv.Version);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            Answers.WriteProof(writer, proven);
        });
    }
}
