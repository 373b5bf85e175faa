namespace Witan.TestKit.Storage;

/// <summary>The machine stopped here. Not a disk error: nothing under test may catch it.</summary>
public sealed class SimulatedCrashException : Exception
{
    public SimulatedCrashException() : base("the machine stopped")
    {
    }

    public SimulatedCrashException(string message) : base(message)
    {
    }

    public SimulatedCrashException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
