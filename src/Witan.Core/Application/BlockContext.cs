using Witan.Primitives;

namespace Witan.Core.Application;

/// <summary>What a state machine may know of the block that it applies.</summary>
/// <param name="Height">Place in the chain, from 1.</param>
/// <param name="Time">Effective block time: never decreases from block to block; equal is possible.</param>
public readonly record struct BlockContext(Height Height, BlockTime Time);
