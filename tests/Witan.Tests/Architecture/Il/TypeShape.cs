using System.Collections.Immutable;

namespace Witan.Tests.Architecture.Il;

/// <summary>
/// A type as compiled code names it: full name without arguments (<c>Outer/Inner</c> for nested types, <c>[]</c>,
/// <c>&amp;</c> and <c>*</c> for what wraps another type, <c>!0</c> and <c>!!0</c> for parameters), and its arguments.
/// </summary>
internal sealed record TypeShape(string Name, ImmutableArray<TypeShape> Arguments)
{
    public static TypeShape Of(string name) => new(name, []);

    /// <summary>The name of the type that is not nested in another.</summary>
    public string Outermost => Name.Split('/')[0];

    public TypeShape Substitute(ImmutableArray<TypeShape> ofType, ImmutableArray<TypeShape> ofMethod)
    {
        if (Name.StartsWith("!!", StringComparison.Ordinal)) return At(ofMethod, 2);
        if (Name.StartsWith('!')) return At(ofType, 1);
        return Arguments.Length == 0
            ? this
            : new TypeShape(Name, [.. Arguments.Select(argument => argument.Substitute(ofType, ofMethod))]);
    }

    /// <summary>This type and everything inside it.</summary>
    public IEnumerable<TypeShape> Flatten() => Arguments.SelectMany(argument => argument.Flatten()).Prepend(this);

    public override string ToString() =>
        Arguments.Length == 0 ? Name : $"{Name}<{string.Join(",", Arguments)}>";

    private TypeShape At(ImmutableArray<TypeShape> arguments, int prefix)
    {
        int index = int.Parse(Name.AsSpan(prefix), provider: null);
        return index < arguments.Length ? arguments[index] : this;
    }
}
