namespace Witan.Core.Execution;

/// <summary>A query reads more than a witness may hold; it must go through the order.</summary>
public sealed class WitnessTooLargeException : Exception
{
    public WitnessTooLargeException() : base("the query reads more than one witness may hold")
    {
    }

    public WitnessTooLargeException(string message) : base(message)
    {
    }

    public WitnessTooLargeException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
