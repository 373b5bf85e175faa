using System.Collections.Concurrent;

namespace Witan.Node;

/// <summary>Counts of one host, written by any thread.</summary>
internal sealed class Tally
{
    private readonly ConcurrentDictionary<string, long> _rejections = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _counts = new(StringComparer.Ordinal);
    private long _framesReceived;
    private long _bytesReceived;

    /// <summary>By the name of the reason: constants of the code, so bounded.</summary>
    public IReadOnlyDictionary<string, long> Rejections => _rejections;

    public IReadOnlyDictionary<string, long> Counts => _counts;

    public long FramesReceived => Interlocked.Read(ref _framesReceived);

    public long BytesReceived => Interlocked.Read(ref _bytesReceived);

    public void Reject(string reason) => _rejections.AddOrUpdate(reason, 1, static (_, count) => count + 1);

    public void Count(string name) => _counts.AddOrUpdate(name, 1, static (_, count) => count + 1);

    public void Received(int bytes)
    {
        Interlocked.Increment(ref _framesReceived);
        Interlocked.Add(ref _bytesReceived, bytes);
    }
}
