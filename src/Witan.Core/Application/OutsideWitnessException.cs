namespace Witan.Core.Application;

/// <summary>
/// A query read something that the proofs at hand do not cover: the answer is refused, never guessed.
/// </summary>
public sealed class OutsideWitnessException : Exception
{
    public OutsideWitnessException() : base("the proofs do not cover what the query reads")
    {
    }

    public OutsideWitnessException(string message) : base(message)
    {
    }

    public OutsideWitnessException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
