using System.CommandLine;
using System.Text;
using Witan.Cli.Output;
using Witan.Registry;

namespace Witan.Cli.Commands;

/// <summary>Writes one key.</summary>
internal static class PutCommand
{
    public static Command Create()
    {
        var key = new Argument<string>("key") { Description = "The key." };
        var value = new Argument<string?>("value")
        {
            Description = "The value; - or none reads it from standard input, byte by byte as it is there.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var file = new Option<string?>("--file") { Description = "Read the value from this file, byte by byte." };
        var directory = Shared.Directory();
        var json = Shared.Json();
        var command = new Command(
            "put", "Write a key; answers when a quorum has certified it.") { key, value, file, directory, json };
        command.SetAction(async (parsed, cancellation) =>
        {
            var folder = Shared.Open(parsed.GetRequiredValue(directory));
            var request = new RegistryRequest.Put
            {
                Key = Encoding.UTF8.GetBytes(parsed.GetRequiredValue(key)),
                Value = await ValueSource.ReadAsync(parsed.GetValue(value), parsed.GetValue(file), cancellation)
                    .ConfigureAwait(false),
            };
            await using var client = Shared.Connect(folder);
            var (result, proven) = await RegistryCalls.SubmitAsync<RegistryResult.Put>(
                client, request, cancellation).ConfigureAwait(false);
            if (!parsed.GetValue(json)) Console.WriteLine("OK");
            else
            {
                Answers.PrintJson(writer =>
                {
                    writer.WriteNumber("revision", result.Revision);
                    Answers.WriteProof(writer, proven);
                });
            }

            return ExitCode.Done;
        });
        return command;
    }
}
