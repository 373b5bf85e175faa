using System.Collections.Immutable;

namespace Witan.Tests.Architecture.Il;

/// <summary>A method or field that an instruction names, with the types of this very use.</summary>
internal sealed record MemberShape(
    TypeShape Owner,
    string Name,
    bool IsField,
    bool HasThis,
    TypeShape Type,
    ImmutableArray<TypeShape> Parameters,
    ImmutableArray<TypeShape> TypeArguments)
{
    public IEnumerable<TypeShape> Mentioned() =>
        Parameters.Concat(TypeArguments).Append(Owner).Append(Type).SelectMany(type => type.Flatten());

    public override string ToString() => $"{Owner.Name}.{Name}";
}
