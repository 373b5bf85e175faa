namespace Witan.Cli;

/// <summary>Wrong usage or a bad file: one line for people, exit code 2.</summary>
internal sealed class UsageException : Exception
{
    public UsageException() : this("wrong usage")
    {
    }

    public UsageException(string message) : base(message)
    {
    }

    public UsageException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
