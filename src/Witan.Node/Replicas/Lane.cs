namespace Witan.Node;

/// <summary>What one sender has waiting, in order. Belongs to one <see cref="FairLanes{T}"/>, which says when it is its
/// turn.</summary>
/// <param name="isUrgent">Whether it waits among the urgent ones.</param>
public sealed class Lane<T>(bool isUrgent)
{
    public bool IsUrgent { get; } = isUrgent;

    internal Queue<(T Item, int Bytes)> Items { get; } = new();

    /// <summary>Waits for its turn or has it: it is in line at most once.</summary>
    internal bool IsInLine { get; set; }
}
