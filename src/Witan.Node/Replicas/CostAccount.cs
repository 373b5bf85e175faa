using Witan.Primitives;

namespace Witan.Node;

/// <summary>
/// How much of the core thread's time one sender's costly requests may take: a share of time, and a burst. Charged with
/// what was measured, since nine bytes of question may cost as much as two megabytes of answer. Who is in debt waits.
/// </summary>
public sealed class CostAccount
{
    /// <summary>One part in this many of the core thread's time: 2,500 reads of 0.1 ms a second.</summary>
    public const int Share = 4;

    /// <summary>What may be used at once after a pause.</summary>
    public static readonly TimeSpan Burst = TimeSpan.FromMilliseconds(100);

    private long _balance = Burst.Ticks;
    private Instant _at;

    public bool IsInDebt(Instant now)
    {
        Refill(now);
        return _balance <= 0;
    }

    public void Charge(TimeSpan cost) => _balance -= cost.Ticks;

    private void Refill(Instant now)
    {
        if (now <= _at) return;
        _balance = Math.Min(Burst.Ticks, _balance + ((now - _at).Ticks / Share));
        _at = now;
    }
}
