namespace Witan.Node;

/// <summary>A frame that was read and waits to be verified.</summary>
/// <param name="From">The connection.</param>
/// <param name="Bytes">The frame.</param>
/// <param name="Streak">Frames of this connection before it that were there without a wait.</param>
internal readonly record struct Arrival(Inbound From, ReadOnlyMemory<byte> Bytes, int Streak);
