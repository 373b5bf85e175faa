using Witan.Primitives;

namespace Witan.Core.Messages;

/// <summary>A map and the root of its tree.</summary>
public readonly record struct MapRoot(string Name, Digest Root);
