using System.CommandLine;
using Witan.Cli.Output;
using Witan.Registry;

namespace Witan.Cli.Commands;

/// <summary>A transaction from standard input, in etcdctl's words.</summary>
internal static class TxnCommand
{
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
            var request = TxnText.Parse(await Console.In.ReadToEndAsync(cancellation).ConfigureAwait(false));
            await using var client = Shared.Connect(Shared.Open(parsed.GetRequiredValue(directory)));
            var (result, proven) = await RegistryCalls.SubmitAsync<RegistryResult.Txn>(
                client, request, cancellation).ConfigureAwait(false);
            if (!parsed.GetValue(json)) Print(result);
            else
            {
                Answers.PrintJson(writer =>
                {
                    writer.WriteBoolean("succeeded", result.Succeeded);
                    writer.WriteNumber("revision", result.Revision);
                    Answers.WriteProof(writer, proven);
                });
            }

            return ExitCode.Done;
        });
        return command;
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
                    foreach (var kv in range.Kvs)
                    {
                        Console.WriteLine(Answers.Show(kv.Key));
                        Console.WriteLine(Answers.Show(kv.Value));
                    }

                    break;
            }
        }
    }
}
