namespace Witan.Gateway.Grpc;

/// <summary>What a method counts: calls in flight, and calls that ended, per status code.</summary>
internal sealed class GrpcMethodCounters
{
    private readonly long[] _ended = new long[(int)GrpcStatusCode.Unauthenticated + 1];
    private long _inFlight;

    public long InFlight => Interlocked.Read(ref _inFlight);

    public long Ended(GrpcStatusCode code) => Interlocked.Read(ref _ended[(int)code]);

    public void Begin() => Interlocked.Increment(ref _inFlight);

    public void End(GrpcStatusCode code)
    {
        Interlocked.Increment(ref _ended[(int)code]);
        Interlocked.Decrement(ref _inFlight);
    }
}
