namespace Witan.Crypto.Trees;

/// <summary>One entry of a map. Both arrays belong to the map: read them, never change them.</summary>
public readonly struct MapEntry(byte[] key, byte[] value)
{
    public byte[] Key { get; } = key;

    public byte[] Value { get; } = value;
}
