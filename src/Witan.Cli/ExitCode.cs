namespace Witan.Cli;

/// <summary>What a script may rely on.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;

    /// <summary>Wrong usage, or a file that is missing or no such file.</summary>
    public const int Usage = 2;

    /// <summary>The cluster cannot be reached, or no quorum answers.</summary>
    public const int Unreachable = 3;

    /// <summary>A proof did not verify.</summary>
    public const int NotProved = 4;

    public const int Interrupted = 130;
}
