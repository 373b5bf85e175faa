namespace Witan.Tests.Architecture.Il;

/// <summary>Containers whose order depends on hash codes, or, seen through an interface, may depend on them.</summary>
internal static class HashContainers
{
    private static readonly SortedSet<string> Names = new(StringComparer.Ordinal)
    {
        "System.Collections.Generic.Dictionary`2",
        "System.Collections.Generic.HashSet`1",
        "System.Collections.Generic.IDictionary`2",
        "System.Collections.Generic.IReadOnlyDictionary`2",
        "System.Collections.Generic.ISet`1",
        "System.Collections.Generic.IReadOnlySet`1",
        "System.Collections.Concurrent.ConcurrentDictionary`2",
        "System.Collections.Immutable.ImmutableDictionary`2",
        "System.Collections.Immutable.ImmutableHashSet`1",
        "System.Collections.Frozen.FrozenDictionary`2",
        "System.Collections.Frozen.FrozenSet`1",
        "System.Collections.Hashtable",
    };

    private static readonly SortedSet<string> Sequences = new(StringComparer.Ordinal)
    {
        "System.Collections.IEnumerable",
        "System.Collections.ICollection",
        "System.Collections.Generic.IEnumerable`1",
        "System.Collections.Generic.ICollection`1",
        "System.Collections.Generic.IReadOnlyCollection`1",
    };

    private static readonly SortedSet<string> Enumerating = new(StringComparer.Ordinal)
    {
        "GetEnumerator", "CopyTo", "ToArray", "get_Keys", "get_Values", "get_Items",
    };

    public static bool IsOne(TypeShape? type) => type is not null && Names.Contains(type.Outermost);

    public static bool IsEnumerated(MemberShape member) => IsOne(member.Owner) && Enumerating.Contains(member.Name);

    /// <summary>
    /// True where a container leaves its own type for one that can only be enumerated. Copying into another such
    /// container, and comparing two, do not show the order; nor does counting.
    /// </summary>
    public static bool IsExposed(TypeShape value, TypeShape place, MemberShape? called)
    {
        if (!IsOne(value) || !Sequences.Contains(place.Name)) return false;
        if (called is null) return true;
        bool isReceiver = called.HasThis && called.Owner == place;
        return isReceiver ? Enumerating.Contains(called.Name) : !IsOne(called.Owner);
    }
}
