using System.CommandLine;
using System.Text;
using Witan.Cli.Output;
using Witan.Registry;

namespace Witan.Cli.Commands;

/// <summary>Deletes one key or all with a prefix.</summary>
internal static class DelCommand
{
    public static Command Create()
    {
        var key = new Argument<string>("key") { Description = "The key." };
        var prefix = new Option<bool>("--prefix") { Description = "All keys that begin with the key." };
        var directory = Shared.Directory();
        var json = Shared.Json();
        var command =
            new Command("del", "Delete a key; prints how many were deleted.") { key, prefix, directory, json };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var client = Shared.Connect(Shared.Open(parsed.GetRequiredValue(directory)));
            var (from, to) = KeySpan.Of(Encoding.UTF8.GetBytes(parsed.GetRequiredValue(key)), parsed.GetValue(prefix));
            var request = new RegistryRequest.DeleteRange { Key = from, RangeEnd = to };
            var (result, proven) = await RegistryCalls.SubmitAsync<RegistryResult.DeleteRange>(
                client, request, cancellation).ConfigureAwait(false);
            if (!parsed.GetValue(json)) Console.WriteLine(result.Deleted);
            else
            {
                Answers.PrintJson(writer =>
                {
                    writer.WriteNumber("deleted", result.Deleted);
                    writer.WriteNumber("revision", result.Revision);
                    Answers.WriteProof(writer, proven);
                });
            }

            return ExitCode.Done;
        });
        return command;
    }
}
