using Witan.Primitives;

namespace Witan.Core.Application;

/// <summary>One request as the state machine sees it: deduplicated, its client's signature verified.</summary>
/// <param name="Client">Whose session it came from.</param>
/// <param name="Body">The application's bytes, 1 to <see cref="Limits.MaxRequestBytes"/>; owned by the block, not to be
/// changed.</param>
public readonly record struct Request(PublicKey Client, ReadOnlyMemory<byte> Body);
