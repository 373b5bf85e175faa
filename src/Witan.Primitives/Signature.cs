namespace Witan.Primitives;

/// <summary>An Ed25519 signature, 64 bytes (R then S) as they travel.</summary>
public readonly struct Signature : IEquatable<Signature>
{
    /// <summary>Length in bytes.</summary>
    public const int Size = 64;

    private readonly Digest _r;
    private readonly Digest _s;

    /// <param name="bytes">Exactly 64 bytes.</param>
    /// <exception cref="ArgumentException">Any other length.</exception>
    public Signature(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size) throw new ArgumentException("a signature has 64 bytes", nameof(bytes));
        _r = new Digest(bytes[..Digest.Size]);
        _s = new Digest(bytes[Digest.Size..]);
    }

    /// <param name="destination">At least 64 bytes.</param>
    public void CopyTo(Span<byte> destination)
    {
        _r.CopyTo(destination);
        _s.CopyTo(destination[Digest.Size..]);
    }

    public byte[] ToArray()
    {
        var bytes = new byte[Size];
        CopyTo(bytes);
        return bytes;
    }

    public bool Equals(Signature other) => _r == other._r && _s == other._s;

    public override bool Equals(object? obj) => obj is Signature other && Equals(other);

    public override int GetHashCode() => _r.GetHashCode();

    /// <summary>128 lower-case hexadecimal digits.</summary>
    public override string ToString() => _r.ToString() + _s.ToString();

    public static bool operator ==(Signature left, Signature right) => left.Equals(right);

    public static bool operator !=(Signature left, Signature right) => !left.Equals(right);
}
