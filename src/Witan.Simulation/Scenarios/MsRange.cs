namespace Witan.Simulation.Scenarios;

/// <summary>From which a value is drawn uniformly. In a file: <c>[min, max]</c>.</summary>
/// <param name="Min">In milliseconds.</param>
/// <param name="Max">In milliseconds, at least <paramref name="Min"/>; drawn like every other value.</param>
public readonly record struct MsRange(long Min, long Max)
{
    public override string ToString() => $"[{Min}, {Max}]";
}
