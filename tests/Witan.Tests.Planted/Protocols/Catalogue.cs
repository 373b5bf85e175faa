namespace Witan.Tests.Planted.Protocols;

/// <summary>The one place that may know every protocol.</summary>
public static class Catalogue
{
    public static object[] All() => [new One.Replica(), new Two.Replica()];
}
