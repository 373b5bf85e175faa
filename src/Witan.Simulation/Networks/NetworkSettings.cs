using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Networks;

/// <summary>Partial synchrony: arbitrary before GST, bounded by Delta after it.</summary>
/// <param name="Before">Quality before GST.</param>
/// <param name="After">Quality from GST on.</param>
/// <param name="Gst">Microseconds of virtual time; 0 for none.</param>
/// <param name="Delta">
/// From GST on a message that is not lost arrives within this, also one that was sent before; microseconds, 0 for no
/// bound.
/// </param>
public sealed record NetworkSettings(LinkQuality Before, LinkQuality After, long Gst = 0, long Delta = 0)
{
    /// <summary>
    /// What a link takes beyond the latency that is drawn, by sender and receiver, in microseconds, at least 0: where
    /// the two stand. Null: nothing.
    /// </summary>
    public Func<NodeName, NodeName, long>? Distance { get; init; }

    public static NetworkSettings Perfect { get; } = new(LinkQuality.Perfect, LinkQuality.Perfect);
}
