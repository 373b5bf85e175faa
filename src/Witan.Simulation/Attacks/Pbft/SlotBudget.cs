using Witan.Primitives;

namespace Witan.Simulation.Attacks.Pbft;

/// <summary>In how many slots an attack strikes; what it began in a slot it also ends there.</summary>
/// <param name="times">Null for all.</param>
internal sealed class SlotBudget(long? times)
{
    private readonly SortedSet<(Height Height, View View)> _struck = [];

    public bool Covers(View view, Height height)
    {
        if (times is not { } limit || _struck.Contains((height, view))) return true;
        if (_struck.Count >= limit) return false;
        _struck.Add((height, view));
        return true;
    }
}
