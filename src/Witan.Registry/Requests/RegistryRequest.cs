using System.Buffers;
using Witan.Primitives.Encoding;

namespace Witan.Registry;

/// <summary>
/// What a client asks the registry to do through the order: <see cref="Put"/>, <see cref="DeleteRange"/>, <see
/// cref="Txn"/>, <see cref="Compact"/>, or <see cref="Range"/> as an ordered read.
/// </summary>
/// <remarks>
/// Layout: tag u8 | the fields of the case. Tags: 1 put, 2 delete range, 3 txn, 4 compact, 5 range; others are refused,
/// so that leases and organisations can take the next. Equality of two requests is equality of their encodings; the one
/// that the language gives to records compares memory by place.
/// </remarks>
public abstract partial record RegistryRequest
{
    /// <summary>A tag and the shortest case, a compaction or an empty txn.</summary>
    private const int MinimumBytes = 1 + 8;

    private protected RegistryRequest()
    {
    }

    private protected abstract RequestTag Tag { get; }

    /// <summary>How long the encoding will be, about: with the exact length nothing is copied.</summary>
    private protected virtual int LikelyBytes => 256;

    /// <summary>What etcd's front door refuses before it looks at any state.</summary>
    /// <returns><see cref="RegistryError.None"/>, or the first fault in etcd's order of checks.</returns>
    public RegistryError Check() => RequestRules.Check(this);

    /// <summary>Checks the request and encodes it.</summary>
    /// <param name="bytes">The canonical encoding; empty if refused.</param>
    /// <returns>What <see cref="Check"/> gives, or <see cref="RegistryError.RequestTooLarge"/>.</returns>
    public RegistryError TryEncode(out byte[] bytes)
    {
        bytes = [];
        var error = Check();
        if (error != RegistryError.None) return error;
        var writer = new CanonicalWriter(LikelyBytes);
        Write(writer);
        if (writer.Length > RegistryLimits.MaxRequestBytes) return RegistryError.RequestTooLarge;
        bytes = writer.Take();
        return RegistryError.None;
    }

    /// <summary>Decodes bytes that nobody vouches for.</summary>
    /// <param name="bytes">Kept: keys and values are slices of it.</param>
    /// <returns>Null unless the bytes are the one encoding of a request that passes <see cref="Check"/>.</returns>
    public static RegistryRequest? Decode(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length > RegistryLimits.MaxRequestBytes) return null;
        var reader = new SliceReader(bytes);
        var request = Read(ref reader, RegistryLimits.MaxTxnDepth);
        if (request is null || !reader.Complete) return null;
        return request.Check() == RegistryError.None ? request : null;
    }

    /// <summary>Whether <see cref="Decode"/> would take the bytes; keeps nothing of them.</summary>
    internal static bool IsValid(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > RegistryLimits.MaxRequestBytes) return false;
        var copy = ArrayPool<byte>.Shared.Rent(bytes.Length);
        bytes.CopyTo(copy);
        var isValid = Decode(copy.AsMemory(0, bytes.Length)) is not null;
        ArrayPool<byte>.Shared.Return(copy);
        return isValid;
    }

    internal void Write(CanonicalWriter writer)
    {
        writer.U8((byte)Tag);
        WriteFields(writer);
    }

    private protected abstract void WriteFields(CanonicalWriter writer);

    private static RegistryRequest? Read(ref SliceReader reader, int depth)
    {
        switch ((RequestTag)reader.U8())
        {
            case RequestTag.Put: return Put.ReadFields(ref reader);
            case RequestTag.DeleteRange: return DeleteRange.ReadFields(ref reader);
            case RequestTag.Txn when depth > 0: return Txn.ReadFields(ref reader, depth - 1);
            case RequestTag.Compact: return Compact.ReadFields(ref reader);
            case RequestTag.Range: return Range.ReadFields(ref reader);
            default:
                reader.Fail();
                return null;
        }
    }

    private protected enum RequestTag : byte
    {
        Put = 1,
        DeleteRange = 2,
        Txn = 3,
        Compact = 4,
        Range = 5,
    }
}
