using Witan.Primitives;

namespace Witan.Node;

/// <summary>
/// How long calls wait for others. Callers that were answered together mostly call again together, each from a thread
/// of the pool: after answers, as many calls as were answered are worth a moment. So a caller that is alone never
/// waits. How long the moment is, is learnt: longer while more than half of those that were answered first come within
/// it, since the rest is on its way; shorter while they do not, since they call when they like. Not thread-safe.
/// </summary>
public sealed class CallGathering
{
    private readonly TimeSpan _least;
    private readonly TimeSpan _most;
    private TimeSpan _patience;
    private int _expected = 1;

    // Those whose answers began the moment: they had all of it to call again.
    private int _first = 1;
    private Instant _until;

    /// <param name="least">The shortest moment, from the first answers.</param>
    /// <param name="most">The longest: no call waits longer. Not below <paramref name="least"/>.</param>
    public CallGathering(TimeSpan least, TimeSpan most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, least);
        (_least, _most, _patience) = (least, most, (least + most) / 2);
    }

    /// <summary>So many were answered now: they may call again.</summary>
    /// <param name="calls">That were answered.</param>
    /// <param name="waiting">Calls that wait: the end of the moment that they were promised stays.</param>
    /// <param name="now">When.</param>
    public void Answered(int calls, int waiting, Instant now)
    {
        if (calls == 0) return;
        if (_expected > 1 && (waiting > 0 || now < _until))
        {
            _expected += calls;
            return;
        }

        _expected = _first = calls;
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
    /// <param name="came">Of them, how many are calls.</param>
    public void Taken(int came)
    {
        if (_expected > 1) Learn(moreThanHalf: 2 * (long)came > _first);
        _expected = _first = 1;
    }

    private void Learn(bool moreThanHalf)
    {
        var patience = moreThanHalf ? _patience * 1.25 : _patience / 2;
        _patience = TimeSpan.FromTicks(Math.Clamp(patience.Ticks, _least.Ticks, _most.Ticks));
    }
}
