using Witan.Tests.Architecture.Il;

namespace Witan.Tests.Architecture;

/// <summary>
/// Something that deterministic code may not use. A type that ends in <c>*</c> is a prefix. Without a member, every
/// mention of the type counts: fields, signatures, local variables, type arguments, base types and attributes.
/// </summary>
/// <param name="Rule">the rule it breaks</param>
/// <param name="Type">full name of the type</param>
/// <param name="Member">the member, or null for the whole type</param>
/// <param name="UnlessTold">true when an overload that is told culture or comparison is fine</param>
internal sealed record ForbiddenApi(string Rule, string Type, string? Member = null, bool UnlessTold = false)
{
    private static readonly string[] Telling =
        ["System.StringComparison", "System.Globalization.CultureInfo", "System.IFormatProvider", "System.Char"];

    public bool ForbidsType(TypeShape type) => Member is null && Matches(type.Name);

    public bool ForbidsUse(MemberShape used) =>
        Member == used.Name && Matches(used.Owner.Name)
        && !(UnlessTold && used.Parameters.Any(parameter => Telling.Contains(parameter.Name)));

    private bool Matches(string name) => Type.EndsWith('*')
        ? name.StartsWith(Type[..^1], StringComparison.Ordinal)
        : name == Type || name.StartsWith(Type + "/", StringComparison.Ordinal);
}
