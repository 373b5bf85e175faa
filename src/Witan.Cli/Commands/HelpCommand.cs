using System.CommandLine;

namespace Witan.Cli.Commands;

/// <summary>`witan help up` as another way to say `witan up --help`.</summary>
internal static class HelpCommand
{
    public const string Name = "help";

    public static Command Create()
    {
        var names = new Argument<string[]>("command")
        {
            Description = "Which, as 'put' or 'sim run'; none for the list.", Arity = ArgumentArity.ZeroOrMore,
        };
        var command = new Command(Name, "Explain a command.") { names };
        command.SetAction((parsed, _) => CommandLine.RunAsync([.. parsed.GetValue(names) ?? [], "--help"]));
        return command;
    }
}
