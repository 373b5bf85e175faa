using Witan.Primitives.Encoding;

namespace Witan.Registry;

/// <summary>The answer to a request or query; each case mirrors etcd's response to it.</summary>
/// <remarks>
/// Layout: tag u8 | revision i64 | the fields of the case. Tags: 0 refused, 1 put, 2 delete range, 3 txn, 4 compact,
/// 5 range, 6 status. Equality of two results is equality of their encodings.
/// </remarks>
public abstract partial record RegistryResult
{
    /// <summary>A tag and a revision.</summary>
    private const int MinimumBytes = 1 + 8;

    private protected RegistryResult()
    {
    }

    /// <summary>
    /// The revision of etcd's response header: the store's, after the change if there was one. Inside a transaction it
    /// is the one that the operation saw or made, and 0 for a nested transaction.
    /// </summary>
    public required long Revision { get; init; }

    private protected abstract ResultTag Tag { get; }

    public byte[] Encode()
    {
        var writer = new CanonicalWriter();
        Write(writer);
        return writer.ToArray();
    }

    /// <summary>Decodes bytes that nobody vouches for.</summary>
    /// <param name="bytes">Kept: keys and values are slices of it.</param>
    /// <returns>Null unless the bytes are the one encoding of a result.</returns>
    public static RegistryResult? Decode(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length > RegistryLimits.MaxResultBytes) return null;
        var reader = new SliceReader(bytes);
        var result = Read(ref reader, RegistryLimits.MaxTxnDepth);
        return reader.Complete ? result : null;
    }

    internal void Write(CanonicalWriter writer)
    {
        writer.U8((byte)Tag);
        writer.I64(Revision);
        WriteFields(writer);
    }

    private protected abstract void WriteFields(CanonicalWriter writer);

    private static RegistryResult? Read(ref SliceReader reader, int depth)
    {
        var tag = (ResultTag)reader.U8();
        var revision = reader.NonNegative();
        switch (tag)
        {
            case ResultTag.Refused: return Refused.ReadFields(revision, ref reader);
            case ResultTag.Put: return Put.ReadFields(revision, ref reader);
            case ResultTag.DeleteRange: return DeleteRange.ReadFields(revision, ref reader);
            case ResultTag.Txn when depth > 0: return Txn.ReadFields(revision, ref reader, depth - 1);
            case ResultTag.Compact: return new Compact { Revision = revision };
            case ResultTag.Range: return Range.ReadFields(revision, ref reader);
            case ResultTag.Status: return Status.ReadFields(revision, ref reader);
            default:
                reader.Fail();
                return null;
        }
    }

    private protected enum ResultTag : byte
    {
        Refused = 0,
        Put = 1,
        DeleteRange = 2,
        Txn = 3,
        Compact = 4,
        Range = 5,
        Status = 6,
    }
}
