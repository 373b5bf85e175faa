using Witan.Core.Messages;
using Witan.Primitives;

namespace Witan.Core.Admission;

/// <summary>A verified bundle that waits to be executed.</summary>
internal sealed class PooledBundle(Bundle bundle, Instant arrived)
{
    public Bundle Bundle { get; } = bundle;

    public Instant Arrived { get; } = arrived;

    /// <summary>Whether it was relayed in the current view.</summary>
    public bool Relayed { get; set; }

    public int Bytes => Bundle.Body.Length;
}
