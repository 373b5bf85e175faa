using Witan.Primitives;

namespace Witan.Node;

/// <summary>What a <see cref="Link"/> reports, from any thread.</summary>
internal interface ILinkEvents
{
    void OnUp(ReplicaId peer);

    void OnDown(ReplicaId peer, string reason);

    /// <summary>A frame came back on the connection; the next one is read when this completes.</summary>
    ValueTask OnFrameAsync(ReplicaId peer, FrameRead frame, CancellationToken cancellation);
}
