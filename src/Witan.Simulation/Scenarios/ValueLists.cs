namespace Witan.Simulation.Scenarios;

/// <summary>Makes <see cref="ValueList{T}"/>s; collection expressions come here.</summary>
public static class ValueLists
{
    public static ValueList<T> Of<T>(ReadOnlySpan<T> items) =>
        items.IsEmpty ? ValueList<T>.Empty : new ValueList<T>(items.ToArray());
}
