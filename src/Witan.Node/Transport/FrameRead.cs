namespace Witan.Node;

/// <summary>What came of waiting for a frame.</summary>
/// <param name="Fault">None if there is a frame.</param>
/// <param name="Bytes">The frame without its length; owned by the receiver.</param>
/// <param name="Streak">Frames of this connection before it that were there without a wait.</param>
public readonly record struct FrameRead(FrameFault Fault, ReadOnlyMemory<byte> Bytes, int Streak = 0);
