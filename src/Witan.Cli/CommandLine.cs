using System.CommandLine;
using System.CommandLine.Help;
using Witan.Cli.Commands;
using Witan.Cli.Commands.Sim;
using Witan.Client;
using Witan.Node;

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
            SimCommand.Create(),
        };

    public static async Task<int> RunAsync(string[] args)
    {
        var parsed = Build().Parse(args);
        if (parsed.Errors.Count > 0 && parsed.Action is not HelpAction)
        {
            Say(ProblemOf(parsed));
            Console.Error.WriteLine($"see: {PathOf(parsed.CommandResult.Command)} --help");
            return ExitCode.Usage;
        }

        try
        {
            // Replicas flush within five seconds; the default of two would cut that off.
            var invocation = new InvocationConfiguration
            {
                ProcessTerminationTimeout = TimeSpan.FromSeconds(10), EnableDefaultExceptionHandler = false,
            };
            return await parsed.InvokeAsync(invocation).ConfigureAwait(false);
        }
        catch (Exception failure) when (CodeOf(failure) is { } code)
        {
            Say(failure.Message);
            if (failure is UsageException)
                Console.Error.WriteLine($"see: {PathOf(parsed.CommandResult.Command)} --help");
            return code;
        }
    }

    /// <summary>One line on standard error.</summary>
    public static void Say(string line) => Console.Error.WriteLine("witan: " + line);

    private static int? CodeOf(Exception failure) => failure switch
    {
        UsageException => ExitCode.Usage,
        NodeSetupException { IsBadFile: true } => ExitCode.Usage,
        NodeSetupException or ArgumentException => ExitCode.Failed,
        WitanUnavailableException or WitanOutcomeUnknownException => ExitCode.Unreachable,
        WitanProofException => ExitCode.NotProved,
        OperationCanceledException => ExitCode.Interrupted,
        IOException or UnauthorizedAccessException => ExitCode.Failed,
        _ => null,
    };

    /// <summary>In the words of this command where the library's are of no help.</summary>
    private static string ProblemOf(ParseResult parsed)
    {
        var isRoot = parsed.CommandResult.Command is RootCommand;
        return parsed.UnmatchedTokens switch
        {
            [var option, ..] when option.StartsWith('-') => $"unknown option {option}",
            [var command, ..] when isRoot => $"unknown command {command}",
            [var argument, ..] => $"unexpected argument {argument}",
            [] when isRoot => "no command was given",
            [] => parsed.Errors[0].Message.ReplaceLineEndings(" "),
        };
    }

    private static string PathOf(Command command) =>
        command is RootCommand ? "witan" : $"{PathOf(command.Parents.OfType<Command>().First())} {command.Name}";
}
