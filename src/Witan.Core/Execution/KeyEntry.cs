using Witan.Core.Contract;
using Witan.Primitives.Encoding;

namespace Witan.Core.Execution;

/// <summary>What the state says of a client key.</summary>
/// <param name="ExpiredUpTo">
/// Incarnations up to here that have no session any more open none again: else the bundles of an expired session could
/// be replayed.
/// </param>
/// <param name="Sessions">How many are open.</param>
public readonly record struct KeyEntry(ulong ExpiredUpTo, uint Sessions)
{
    public byte[] Encode()
    {
        var writer = new CanonicalWriter(12);
        writer.U64(ExpiredUpTo);
        writer.U32(Sessions);
        return writer.ToArray();
    }

    public static KeyEntry Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new CanonicalReader(bytes);
        var entry = new KeyEntry(reader.U64(), reader.U32());
        Invariant.Require(reader.Complete, "key entry in the state decodes");
        return entry;
    }
}
