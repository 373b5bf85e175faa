namespace Witan.Simulation.Twins;

/// <summary>
/// Restricted growth strings in lexicographic order, which is the order of <see cref="SetPartitions.Of"/>.
/// </summary>
internal sealed class GrowthOrder : IComparer<int[]>
{
    public static GrowthOrder Instance { get; } = new();

    public int Compare(int[]? x, int[]? y) => x.AsSpan().SequenceCompareTo(y);
}
