using Microsoft.Extensions.Logging;
using Witan.Core.Composition;
using Witan.Core.Verification;
using Witan.Primitives;

namespace Witan.Node;

/// <summary>What the core thread works with.</summary>
internal sealed record CoreParts(
    Replica Replica, ReplicaId Self, HostClock Clock, CoreInbox Inbox, Egress Egress, JournalWriter Journal,
    SnapshotKeeper Snapshots, Verifier Verifier, SharedSettledVotes Settled, Tally Tally, ILogger Log);
