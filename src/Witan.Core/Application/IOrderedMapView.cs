namespace Witan.Core.Application;

/// <summary>An ordered map from bytes to bytes, keys compared bytewise, for reading.</summary>
/// <remarks>
/// On a client the view is built from proofs. A read that they do not cover throws
/// <see cref="OutsideWitnessException"/>; a query lets it pass.
/// </remarks>
public interface IOrderedMapView
{
    /// <param name="key">Any bytes; those above the limit are never found.</param>
    /// <param name="value">The stored bytes; not to be changed.</param>
    bool TryGet(ReadOnlySpan<byte> key, out ReadOnlyMemory<byte> value);

    /// <summary>
    /// Entries with from &lt;= key &lt; to, in ascending order, read lazily: what is not enumerated is not part of a
    /// proof.
    /// </summary>
    /// <param name="from">Inclusive; empty means from the first.</param>
    /// <param name="to">Exclusive; null means to the last.</param>
    /// <remarks>The map must not be changed while an enumeration is open.</remarks>
    IEnumerable<MapEntry> Range(ReadOnlyMemory<byte> from, ReadOnlyMemory<byte>? to);

    /// <summary>The same entries in descending order.</summary>
    /// <inheritdoc cref="Range"/>
    IEnumerable<MapEntry> RangeDescending(ReadOnlyMemory<byte> from, ReadOnlyMemory<byte>? to);
}
