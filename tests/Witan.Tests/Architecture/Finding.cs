namespace Witan.Tests.Architecture;

/// <summary>A rule broken at a place; <paramref name="Detail"/> is what broke it.</summary>
internal sealed record Finding(string Type, string Member, string Rule, string Detail)
{
    public override string ToString() => $"{Type}.{Member} breaks '{Rule}': {Detail}";
}
