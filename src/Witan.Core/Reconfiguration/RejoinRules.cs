using Witan.Primitives;
using Witan.Primitives.Membership;

namespace Witan.Core.Reconfiguration;

/// <summary>When a REJOIN has an effect, and which: the positional part of its validity (RULES 3). Pure.</summary>
public static class RejoinRules
{
    /// <summary>REJOINs that a member may have in a row: disks of one delivery fail together.</summary>
    public const uint Burst = 4;

    /// <summary>
    /// One more may follow after each of these: a member that could ask at will would keep the cluster stepping.
    /// </summary>
    public static readonly TimeSpan Refill = new(7 * TimeSpan.TicksPerDay);

    /// <summary>
    /// What the state says of the member after this REJOIN; null where it is a no-op: under another number than the one
    /// in force, a second one of a member under one number (so also any replay), over the member's quota, or the
    /// numbers are used up.
    /// </summary>
    /// <param name="rejoin">Its signature holds.</param>
    /// <param name="inForce">The configuration at this height.</param>
    /// <param name="entry">What the state says of the member; null if nothing.</param>
    /// <param name="time">Block time.</param>
    public static RejoinEntry? Accept(Rejoin rejoin, Configuration inForce, RejoinEntry? entry, BlockTime time)
    {
        if (rejoin.Configuration != inForce.Number || inForce.PlaceOf(rejoin.Sender) < 0) return null;
        if (inForce.Number.Next.Value >= Limits.MaxConfigurations) return null;
        if (entry is not { } known) return new RejoinEntry(inForce.Number.Next, rejoin.Loss, Burst - 1, time);
        if (known.Number > inForce.Number) return null;
        var (left, since) = Refilled(known, time);
        return left == 0 ? null : new RejoinEntry(inForce.Number.Next, rejoin.Loss, left - 1, since);
    }

    /// <summary>
    /// The last height under the old number: the first multiple of K at least a window above (RULES 7).
    /// </summary>
    public static Height LastUnderOld(Height decided, ClusterParameters parameters)
    {
        ulong interval = parameters.CheckpointInterval;
        return new Height((decided.Value + parameters.Window + interval - 1) / interval * interval);
    }

    private static (uint Left, BlockTime Since) Refilled(in RejoinEntry entry, BlockTime time)
    {
        var period = Refill.Ticks / TimeSpan.TicksPerMicrosecond;
        var returned = (time.Microseconds - entry.Since.Microseconds) / period;
        if (entry.Left + returned >= Burst) return (Burst, time);
        return (entry.Left + (uint)returned, new BlockTime(entry.Since.Microseconds + (returned * period)));
    }
}
