using Witan.Primitives;

namespace Witan.Core.Ordering;

/// <summary>What admission has pooled: a view for reading.</summary>
public interface IPendingRequests
{
    /// <summary>Whether anything verified waits that is not executed.</summary>
    bool Any { get; }

    /// <summary>
    /// Since when the longest-waiting session's oldest bundle has been that session's oldest: the per-session request
    /// timer of RULES 1, so that one client's flood cannot hide another's starvation. Null when nothing waits. Scans
    /// all sessions.
    /// </summary>
    Instant? OldestSince { get; }
}
