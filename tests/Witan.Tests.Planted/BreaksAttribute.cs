namespace Witan.Tests.Planted;

/// <summary>Says which rule of determinism the marked member breaks; the scanner must find exactly this.</summary>
[AttributeUsage(AttributeTargets.All)]
public sealed class BreaksAttribute(string rule) : Attribute
{
    public string Rule { get; } = rule;
}
