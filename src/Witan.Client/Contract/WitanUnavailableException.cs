namespace Witan.Client;

/// <summary>
/// The cluster could not be reached or did not answer in time; nothing was executed, or only a read was asked for.
/// </summary>
public sealed class WitanUnavailableException : Exception
{
    public WitanUnavailableException()
        : base("the cluster could not be reached or did not answer in time; nothing was executed")
    {
    }

    public WitanUnavailableException(string message) : base(message)
    {
    }

    public WitanUnavailableException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
