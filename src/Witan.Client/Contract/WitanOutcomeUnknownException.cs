namespace Witan.Client;

/// <summary>
/// The request was sent; whether it was executed is not known, and this session will not send it again.
/// </summary>
public sealed class WitanOutcomeUnknownException : Exception
{
    public WitanOutcomeUnknownException()
        : base("the request was sent; whether it was executed is not known")
    {
    }

    public WitanOutcomeUnknownException(string message) : base(message)
    {
    }

    public WitanOutcomeUnknownException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
