using Witan.Primitives.Encoding;

namespace Witan.Registry;

/// <summary>A read that a client proves for itself: <see cref="Range"/> or <see cref="Status"/>.</summary>
/// <remarks>
/// Layout: tag u8 | fields. Tags: 1 range (the encoded range request follows), 2 status (nothing follows).
/// </remarks>
public abstract record RegistryQuery
{
    private const byte RangeTag = 1;
    private const byte StatusTag = 2;

    private RegistryQuery()
    {
    }

    /// <summary>Answered with <see cref="RegistryResult.Range"/>.</summary>
    public sealed record Range(RegistryRequest.Range Request) : RegistryQuery;

    /// <summary>Answered with <see cref="RegistryResult.Status"/>.</summary>
    public sealed record Status : RegistryQuery;

    /// <summary>Checks the query and encodes it.</summary>
    /// <param name="bytes">The canonical encoding; empty if refused.</param>
    public RegistryError TryEncode(out byte[] bytes)
    {
        bytes = [];
        var writer = new CanonicalWriter();
        switch (this)
        {
            case Range range:
                var error = range.Request.Check();
                if (error != RegistryError.None) return error;
                writer.U8(RangeTag);
                range.Request.Write(writer);
                break;
            default:
                writer.U8(StatusTag);
                break;
        }

        if (writer.Length > RegistryLimits.MaxRequestBytes) return RegistryError.RequestTooLarge;
        bytes = writer.ToArray();
        return RegistryError.None;
    }

    /// <summary>Decodes bytes that nobody vouches for.</summary>
    /// <param name="bytes">Kept: keys are slices of it.</param>
    /// <returns>Null unless the bytes are the one encoding of a query.</returns>
    public static RegistryQuery? Decode(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.IsEmpty || bytes.Length > RegistryLimits.MaxRequestBytes) return null;
        var rest = bytes[1..];
        return bytes.Span[0] switch
        {
            RangeTag => RegistryRequest.Decode(rest) is RegistryRequest.Range range ? new Range(range) : null,
            StatusTag when rest.IsEmpty => new Status(),
            _ => null,
        };
    }
}
