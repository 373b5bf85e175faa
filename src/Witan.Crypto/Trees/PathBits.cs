namespace Witan.Crypto.Trees;

/// <summary>The bits from the root to a place in a tree that is being read, kept as the beginning of a key.</summary>
internal sealed class PathBits
{
    private byte[] _bytes = new byte[64];
    private int _whole;

    /// <summary>How many bits.</summary>
    internal int Length { get; private set; }

    /// <summary>The last bit ends a key: only that key can be here.</summary>
    internal bool Ended { get; private set; }

    /// <summary>The bytes begun; bits not yet known are 0.</summary>
    private ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _whole);

    /// <summary>Adds one bit. Not after the end of a key.</summary>
    internal void Append(bool bit)
    {
        var offset = Length % KeyBits.PerByte;
        Length++;
        if (offset > 0)
        {
            if (bit) _bytes[_whole - 1] |= (byte)(0x100 >> offset);
            return;
        }

        Ended = !bit;
        if (Ended) return;
        if (_whole == _bytes.Length) Array.Resize(ref _bytes, _whole * 2);
        _bytes[_whole++] = 0;
    }

    /// <summary>Adds the bits of a skip, packed highest first.</summary>
    /// <returns>False if a key would end within.</returns>
    internal bool TryAppend(ReadOnlySpan<byte> packed, int count)
    {
        for (var i = 0; i < count; i++)
        {
            Append((packed[i >> 3] & (0x80 >> (i & 7))) != 0);
            if (Ended) return false;
        }

        return true;
    }

    /// <summary>Goes back to a place passed before.</summary>
    internal void Truncate(int length)
    {
        Length = length;
        Ended = false;
        _whole = (length + KeyBits.PerByte - 1) / KeyBits.PerByte;
        var offset = length % KeyBits.PerByte;
        if (offset > 0) _bytes[_whole - 1] &= (byte)(0xFF00 >> (offset - 1) & 0xFF);
    }

    /// <summary>Whether the bits of a key begin with the path.</summary>
    internal bool Begins(ReadOnlySpan<byte> key) => KeyBits.FirstDifference(Bytes, key) >= Length;

    /// <summary>A copy of the bytes from <paramref name="first"/> on.</summary>
    internal byte[] Segment(int first) => Bytes[first..].ToArray();
}
