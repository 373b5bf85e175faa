using Witan.Primitives;

namespace Witan.Node;

/// <summary>
/// How long calls wait for others. Callers that were answered together mostly call again together, each from a thread
/// of the pool: after answers, as many calls as were answered are worth a moment. So a caller that is alone never
/// waits, and nobody for longer than <paramref name="patience"/>. Not thread-safe.
/// </summary>
/// <param name="patience">
/// From the first answers; who was answered and has not called again by then is not waited for.
/// </param>
public sealed class CallGathering(TimeSpan patience)
{
    private int _expected = 1;
    private Instant _until;

    /// <summary>So many were answered now: they may call again.</summary>
    public void Answered(int calls, Instant now)
    {
        if (calls == 0) return;
        if (_expected > 1 && now < _until)
        {
            // Those of before are still waited for, but for no longer than was promised to whoever waits.
            _expected += calls;
            return;
        }

        _expected = calls;
        _until = now + patience;
    }

    /// <summary>Whether these need not wait for more.</summary>
    public bool IsEnough(int waiting) => waiting >= _expected;

    /// <summary>How much longer to wait; null while only a call is waited for, however long it takes.</summary>
    public TimeSpan? WaitWith(int waiting, Instant now)
    {
        if (IsEnough(waiting) || (_expected > 1 && now >= _until)) return TimeSpan.Zero;
        return _expected > 1 ? _until - now : null;
    }

    /// <summary>Those that waited go; nobody is waited for until the next answers.</summary>
    public void Taken() => _expected = 1;
}
