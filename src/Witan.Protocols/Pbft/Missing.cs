using Witan.Primitives;

namespace Witan.Protocols.Pbft;

/// <summary>A slot that the sender of a STATUS has not seen decided.</summary>
/// <param name="Height">Which one.</param>
/// <param name="HasProposal">Whether it holds the proposal of its view, so that votes alone are wanted.</param>
public readonly record struct Missing(Height Height, bool HasProposal);
