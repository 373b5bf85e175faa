namespace Witan.Client;

/// <summary>
/// What the replicas said cannot be proved, or proves that more of them lie than the configuration stands.
/// </summary>
public sealed class WitanProofException : Exception
{
    public WitanProofException()
        : base("what the replicas said cannot be proved, or proves that too many of them lie")
    {
    }

    public WitanProofException(string message) : base(message)
    {
    }

    public WitanProofException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
