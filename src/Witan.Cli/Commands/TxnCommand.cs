using System.CommandLine;
using System.Text;
using System.Text.Json;
using Witan.Cli.Output;
using Witan.Registry;

namespace Witan.Cli.Commands;

/// <summary>A transaction from standard input, in etcdctl's words.</summary>
internal static class TxnCommand
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public static Command Create()
    {
        var directory = Shared.Directory();
        var json = Shared.Json();
        var command = new Command(
            "txn",
            """
            Run a transaction from standard input: compares, an empty line, operations on success, an empty line,
            operations on failure.
            Compare: value("k") = "v", version|create|mod("k") =|!=|<|> "n". Operation: put k v, get k, del k.
            """)
        {
            directory, json,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var folder = Shared.Open(parsed.GetRequiredValue(directory));
            var request = TxnText.Parse(await ReadAsync(cancellation).ConfigureAwait(false));
            await using var client = Shared.Connect(folder);
            var (result, proven) = await RegistryCalls.SubmitAsync<RegistryResult.Txn>(
                client, request, cancellation).ConfigureAwait(false);
            if (!parsed.GetValue(json)) Print(result);
            else
            {
                Answers.PrintJson(writer =>
                {
                    writer.WriteBoolean("succeeded", result.Succeeded);
                    WriteResponses(writer, result);
                    writer.WriteNumber("revision", result.Revision);
                    Answers.WriteProof(writer, proven);
                });
            }

            return ExitCode.Done;
        });
        return command;
    }

    /// <exception cref="UsageException">It is no text: what could not be read would be written as marks.</exception>
    private static async Task<string> ReadAsync(CancellationToken cancellation)
    {
        var bytes = await ValueSource.ReadInputAsync("transaction", cancellation).ConfigureAwait(false);
        try
        {
            return Strict.GetString(bytes.Span);
        }
        catch (DecoderFallbackException failure)
        {
            throw new UsageException(
                "the transaction is not valid UTF-8 text; values of any bytes can be written with put", failure);
        }
    }

    private static void Print(RegistryResult.Txn result)
    {
        Console.WriteLine(result.Succeeded ? "SUCCESS" : "FAILURE");
        foreach (var response in result.Responses)
        {
            Console.WriteLine();
            switch (response)
            {
                case RegistryResult.Put:
                    Console.WriteLine("OK");
                    break;
                case RegistryResult.DeleteRange deleted:
                    Console.WriteLine(deleted.Deleted);
                    break;
                case RegistryResult.Range range:
                    Answers.Print(range);
                    break;
            }
        }
    }

    private static void WriteResponses(Utf8JsonWriter writer, RegistryResult.Txn result)
    {
        writer.WriteStartArray("responses");
        foreach (var response in result.Responses)
        {
            writer.WriteStartObject();
            switch (response)
            {
                case RegistryResult.Put:
                    writer.WriteString("operation", "put");
                    break;
                case RegistryResult.DeleteRange deleted:
                    writer.WriteString("operation", "del");
                    writer.WriteNumber("deleted", deleted.Deleted);
                    break;
                case RegistryResult.Range range:
                    writer.WriteString("operation", "get");
                    writer.WriteStartArray("kvs");
                    foreach (var kv in range.Kvs) JsonBytes.Write(writer, kv);
                    writer.WriteEndArray();
                    break;
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
