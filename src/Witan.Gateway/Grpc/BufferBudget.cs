namespace Witan.Gateway.Grpc;

/// <summary>
/// The bytes that request messages may hold together; taken before a body is buffered, given back after the call.
/// </summary>
internal sealed class BufferBudget(long limit)
{
    private long _taken;

    public bool TryTake(int bytes)
    {
        if (Interlocked.Add(ref _taken, bytes) <= limit) return true;
        GiveBack(bytes);
        return false;
    }

    public void GiveBack(int bytes) => Interlocked.Add(ref _taken, -bytes);
}
