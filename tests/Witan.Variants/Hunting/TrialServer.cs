namespace Witan.Variants.Hunting;

/// <summary>
/// The side of the process that has the variant: plays a trial per line of input, answers a line for each.
/// </summary>
internal static class TrialServer
{
    /// <summary>The answer where everything held.</summary>
    public const string Holds = "holds";

    public static int Serve(TextReader input, TextWriter output)
    {
        while (input.ReadLine() is { } line)
        {
            var trial = Trial.Parse(line) ?? throw new InvalidDataException($"'{line}' is no trial");
            output.WriteLine(TrialRunner.Run(trial)?.ToLine() ?? Holds);
            output.Flush();
        }

        return 0;
    }
}
