namespace Witan.Tests.Planted.Protocols.One.Own;

/// <summary>A deeper namespace of the same protocol, which it may use.</summary>
public static class Limits
{
    public static int Of(int view) => view;
}
