namespace Witan.Tests.Planted.Protocols.Two;

public static class Rules
{
    public static bool IsSafe(int view) => view > 0;
}

/// <summary>Reaches the others through the common list, which is the same break by a longer way.</summary>
public sealed class Replica
{
    public int Others() => Catalogue.All().Length;
}
