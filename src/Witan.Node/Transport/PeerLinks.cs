using System.Collections.Concurrent;
using System.Collections.Frozen;
using Microsoft.Extensions.Logging;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Membership;

namespace Witan.Node;

/// <summary>
/// The connections of a replica to all others. What does not fit into a queue, because a peer is slow or gone, is lost
/// here, at the edge, and counted; the core never waits for a peer.
/// </summary>
internal sealed class PeerLinks : ILinkEvents
{
    // What a peer gets that was away: enough for a start at the same moment. The rest it learns by asking.
    private const int FramesWhileDown = 256;

    private readonly ConcurrentDictionary<ReplicaId, string> _problems = new();
    private readonly ReplicaId _self;
    private readonly ILogger _log;
    private readonly FrozenDictionary<ReplicaId, Link> _links;
    private readonly Link[] _all;

    public PeerLinks(
        ReplicaId self, Configuration configuration, LinkSettings settings, NodeOptions options, ILogger log)
    {
        _self = self;
        _log = log;
        _all = [.. configuration.Members.Where(member => member.Id != self).Select(member => new Link(
            member, settings, new SendLanes(options.PeerQueueFrames, options.PeerQueueBytes), this))];
        _links = _all.ToFrozenDictionary(link => link.Peer);
    }

    /// <summary>How many peers can be reached.</summary>
    public int Up => _all.Count(link => link.IsUp);

    public bool IsUp(ReplicaId peer) => _links.TryGetValue(peer, out var link) && link.IsUp;

    public long Dropped => _all.Sum(link => link.Queue.Dropped);

    public long QueuedBytes => _all.Sum(link => link.Queue.Bytes);

    public void SendAll(in MessagePieces message)
    {
        foreach (var link in _all) Put(link, message);
    }

    public void Send(ReplicaId to, in MessagePieces message)
    {
        if (_links.TryGetValue(to, out var link)) Put(link, message);
    }

    /// <summary>Sends what the calls above have queued.</summary>
    public void Flush()
    {
        foreach (var link in _all) link.Flush();
    }

    public Task RunAsync(CancellationToken cancellation) =>
        Task.WhenAll(_all.Select(link => link.RunAsync(cancellation)));

    public void OnUp(ReplicaId peer)
    {
        _problems.TryRemove(peer, out _);
        _log.PeerUp(_self, peer);
    }

    public void OnDown(ReplicaId peer, string reason)
    {
        // Tried again and again: one line per reason, not per attempt.
        if (!_problems.TryGetValue(peer, out var known) || known != reason) _log.PeerDown(_self, peer, reason);
        _problems[peer] = reason;
    }

    // A replica answers on the connection that it dials itself; nothing is expected here.
    public ValueTask OnFrameAsync(ReplicaId peer, FrameRead frame, CancellationToken cancellation) =>
        ValueTask.CompletedTask;

    private static void Put(Link link, in MessagePieces message)
    {
        link.Queue.Enqueue(message);
        if (!link.IsUp) link.Queue.Trim(FramesWhileDown);
    }
}
