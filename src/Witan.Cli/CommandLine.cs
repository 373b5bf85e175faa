using System.CommandLine;
using Witan.Cli.Commands;
using Witan.Cli.Commands.Sim;
using Witan.Cli.Parsing;

namespace Witan.Cli;

/// <summary>The `witan` command: parses, runs, and turns what went wrong into one line and an exit code.</summary>
internal static class CommandLine
{
    public static RootCommand Build() =>
        new(
            "Byzantine-fault-tolerant replication: one service on n machines, correct while up to f of "
            + "them lie, every answer provable.")
        {
            UpCommand.Create(),
            InitCommand.Create(),
            NodeCommand.Create(),
            GatewayCommand.Create(),
            PutCommand.Create(),
            GetCommand.Create(),
            DelCommand.Create(),
            TxnCommand.Create(),
            VerifyCommand.Create(),
            StatusCommand.Create(),
            BenchCommand.Create(),
            BenchLoadCommand.Create(),
            CompareCommand.Create(),
            SimCommand.Create(),
            HelpCommand.Create(),
        };

    public static async Task<int> RunAsync(string[] args)
    {
        // A value that begins with @ is a value, not a file of arguments.
        var parsed = Build().Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        try
        {
            ArgumentText.Require(args);
            if (Misuse.Of(parsed, args.Contains("--")) is { } problem) throw new UsageException(problem);
            // Replicas flush within five seconds; the default of two would cut that off.
            var invocation = new InvocationConfiguration
            {
                ProcessTerminationTimeout = TimeSpan.FromSeconds(10), EnableDefaultExceptionHandler = false,
            };
            return await parsed.InvokeAsync(invocation).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            var code = Failures.Say(failure);
            if (failure is UsageException)
                Console.Error.WriteLine($"see: {PathOf(parsed.CommandResult.Command)} --help");
            return code;
        }
    }

    /// <summary>One line on standard error.</summary>
    public static void Say(string line) => Console.Error.WriteLine("witan: " + line);

    private static string PathOf(Command command) =>
        command is RootCommand ? "witan" : $"{PathOf(command.Parents.OfType<Command>().First())} {command.Name}";
}
