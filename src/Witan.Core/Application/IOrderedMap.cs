namespace Witan.Core.Application;

/// <summary>An ordered map that a block may change. Each has its authenticated tree; nothing else is state.</summary>
public interface IOrderedMap : IOrderedMapView
{
    /// <param name="key">1 to MaxKeyBytes of the configuration; copied.</param>
    /// <param name="value">Copied.</param>
    /// <exception cref="ArgumentException">A key that is empty or too long: a broken invariant of the state
    /// machine.</exception>
    void Put(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value);

    /// <summary>
    /// As <see cref="Put"/>, without a copy: neither array may be changed from here on. One array may be the value of
    /// several entries, of any maps.
    /// </summary>
    void PutOwned(byte[] key, byte[] value) => Put(key, value);

    /// <returns>Whether the key was there.</returns>
    bool Delete(ReadOnlySpan<byte> key);
}
