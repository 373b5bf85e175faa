using System.Text.Unicode;

namespace Witan.Cli.Parsing;

/// <summary>Arguments are text: the system hands over bytes, and the runtime puts marks where they are none.</summary>
internal static class ArgumentText
{
    private const char Mark = '\uFFFD';

    // What was really passed, each argument ended by a zero byte.
    private const string Raw = "/proc/self/cmdline";

    /// <exception cref="UsageException">An argument is not UTF-8; the marks in its place are not what was
    /// meant.</exception>
    public static void Require(string[] arguments)
    {
        var marked = Array.FindIndex(arguments, argument => argument.Contains(Mark));
        // A mark that somebody typed is text like any other.
        if (marked < 0 || (File.Exists(Raw) && Utf8.IsValid(File.ReadAllBytes(Raw)))) return;
        throw new UsageException(
            $"argument {marked + 1} is not valid UTF-8 text; a value of any bytes comes from a file (put KEY --file F) "
            + "or from standard input (put KEY -)");
    }
}
