namespace Witan.Node;

/// <summary>A frame that was read and waits to be verified.</summary>
internal readonly record struct Arrival(Inbound From, ReadOnlyMemory<byte> Bytes);
