using Witan.Core.Admission;
using Witan.Core.Reconfiguration;
using Witan.Primitives;

namespace Witan.Core.Ordering;

/// <summary>All that waits to be ordered: bundles of clients and REJOINs of members.</summary>
internal sealed class PendingWork(BundlePool bundles, RejoinPool rejoins) : IPendingRequests
{
    public bool Any => bundles.Any || rejoins.Any;

    public Instant? OldestSince
    {
        get
        {
            var (bundle, rejoin) = (bundles.OldestSince, rejoins.OldestSince);
            if (bundle is null || rejoin is null) return bundle ?? rejoin;
            return bundle < rejoin ? bundle : rejoin;
        }
    }
}
