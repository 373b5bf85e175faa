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
}
