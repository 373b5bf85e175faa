namespace Witan.Node;

/// <summary>A process cannot start as it was told to. The message is one line that an operator can act on.</summary>
public sealed class NodeSetupException : Exception
{
    public NodeSetupException() : this("the process cannot start")
    {
    }

    public NodeSetupException(string message) : base(message)
    {
    }

    public NodeSetupException(string message, Exception innerException) : base(message, innerException)
    {
    }

    /// <summary>Whether a file is missing, cannot be read, or is not what it should be.</summary>
    public bool IsBadFile { get; private init; }

    /// <summary>A file is missing, cannot be read, or is not what it should be.</summary>
    public static NodeSetupException OfFile(string message, Exception? failure = null) =>
        failure is null
            ? new NodeSetupException(message) { IsBadFile = true }
            : new NodeSetupException(message, failure) { IsBadFile = true };
}
