using Witan.Primitives;

namespace Witan.Node;

/// <summary>
/// How long calls wait for others. Callers that were answered together mostly call again together, each from a thread
/// of the pool: after answers, as many calls as were answered are worth a moment. So a caller that is alone never
/// waits. How long the moment is, is learnt: longer while half of those that are expected come within it, since the
/// rest is on its way; shorter while they do not, since they call when they like. Not thread-safe.
/// </summary>
public sealed class CallGathering
{
    private readonly TimeSpan _least;
    private readonly TimeSpan _most;
    private TimeSpan _patience;
    private int _expected = 1;
    private Instant _until;

    /// <param name="least">The shortest moment, from the first answers.</param>
    /// <param name="most">The longest: nobody waits longer.</param>
    public CallGathering(TimeSpan least, TimeSpan most) => (_least, _most, _patience) = (least, most, least);

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
        _until = now + _patience;
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
    /// <param name="waiting">How many.</param>
    public void Taken(int waiting)
    {
        if (_expected > 1) Learn(came: 2 * (long)waiting >= _expected);
        _expected = 1;
    }

    private void Learn(bool came)
    {
        var patience = came ? _patience * 1.25 : _patience / 2;
        _patience = TimeSpan.FromTicks(Math.Clamp(patience.Ticks, _least.Ticks, _most.Ticks));
    }
}
