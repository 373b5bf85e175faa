namespace Witan.Core.Application;

/// <summary>A key and its value; neither may be changed.</summary>
public readonly record struct MapEntry(ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte> Value);
