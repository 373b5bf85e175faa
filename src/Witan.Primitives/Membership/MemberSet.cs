namespace Witan.Primitives.Membership;

/// <summary>
/// A set of members of one configuration, by their place in <see cref="Configuration.Members"/> (0 .. n-1, at most
/// <see cref="Limits.MaxMembers"/>). A value: adding gives a new set. A place counts once however often it is added.
/// </summary>
public readonly record struct MemberSet
{
    private readonly UInt128 _bits;

    private MemberSet(UInt128 bits) => _bits = bits;

    public static MemberSet Empty => default;

    /// <summary>All places 0 .. <paramref name="n"/>-1.</summary>
    public static MemberSet All(int n)
    {
        var set = Empty;
        for (var place = 0; place < n; place++) set = set.With(place);
        return set;
    }

    public int Count => (int)UInt128.PopCount(_bits);

    public bool Contains(int place) => (_bits & Bit(place)) != UInt128.Zero;

    public MemberSet With(int place) => new(_bits | Bit(place));

    public MemberSet Without(int place) => new(_bits & ~Bit(place));

    public MemberSet Intersect(MemberSet other) => new(_bits & other._bits);

    private static UInt128 Bit(int place)
    {
        if ((uint)place >= Limits.MaxMembers) throw new ArgumentOutOfRangeException(nameof(place));
        return UInt128.One << place;
    }
}
