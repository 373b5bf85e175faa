using System.CommandLine;
using System.CommandLine.Parsing;

namespace Witan.Cli.Parsing;

/// <summary>
/// What is wrong with a command line, in the words of this command where the library's are of no help.
/// </summary>
internal static class Misuse
{
    /// <summary>One line; null if it can be run.</summary>
    /// <param name="parsed">The line.</param>
    /// <param name="isLiteral">Whether it has a "--", after which everything is an argument.</param>
    public static string? Of(ParseResult parsed, bool isLiteral)
    {
        var command = parsed.CommandResult.Command;
        if (!isLiteral && DashedArgument(parsed) is { } dashed)
            return UnknownOption(command, dashed) + "; an argument that begins with - comes after --";
        if (parsed.UnmatchedTokens is [var token, ..]) return Unmatched(command, token);
        if (parsed.Action is System.CommandLine.Help.HelpAction) return null;
        if (parsed.CommandResult.Children.OfType<OptionResult>().FirstOrDefault(IsEmpty) is { } empty)
            return $"{empty.Option.Name} was given nothing";
        if (EmptyFile(parsed) is { } file) return $"the name of the {file.Argument.Name} was given empty";
        if (parsed.Errors.Count == 0) return null;
        if (command.Subcommands.Count == 0) return parsed.Errors[0].Message.ReplaceLineEndings(" ");
        return $"no {(command is RootCommand ? "command" : $"subcommand of '{command.Name}'")} was given"
            + Nearest.Hint("", NamesOf(command));
    }

    private static string Unmatched(Command command, string token)
    {
        if (token.StartsWith('-')) return UnknownOption(command, token);
        if (command.Subcommands.Count == 0) return $"unexpected argument {token}";
        if (command is RootCommand && token == "test")
            return "unknown command test here: the test suite is run by the script in the source folder, ./witan test";
        var path = command is RootCommand ? "" : command.Name + " ";
        return $"unknown command {path}{token}" + Nearest.Hint(token, NamesOf(command));
    }

    private static string UnknownOption(Command command, string token)
    {
        var name = token.Split('=', ':')[0];
        return $"unknown option {name}"
            + Nearest.Hint(name, [.. command.Options.Where(o => !o.Hidden).Select(o => o.Name)]);
    }

    private static string? DashedArgument(ParseResult parsed) =>
        parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(result => result.Tokens)
            .Select(token => token.Value).FirstOrDefault(value => value.Length > 1 && value[0] == '-');

    /// <summary>A key may be empty, the name of a file may not.</summary>
    private static ArgumentResult? EmptyFile(ParseResult parsed) =>
        parsed.CommandResult.Children.OfType<ArgumentResult>().FirstOrDefault(
            result => result.Argument.Name == "file" && result.Tokens.Any(t => t.Value.Length == 0));

    private static bool IsEmpty(OptionResult result) => result.Tokens.Any(token => token.Value.Length == 0);

    private static List<string> NamesOf(Command command) =>
        [.. command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name)];
}
