namespace Witan.Crypto;

/// <summary>
/// Reads the few DER shapes (X.690) of a private key, strictly and without exceptions: the first fault sets
/// <see cref="Failed"/>, later reads give empty values, and who reads asks <see cref="Complete"/> at the end.
/// </summary>
internal ref struct DerReader
{
    private const byte IntegerTag = 0x02;
    private const byte OctetStringTag = 0x04;
    private const byte NullTag = 0x05;
    private const byte ObjectIdentifierTag = 0x06;
    private const byte SequenceTag = 0x30;

    private ReadOnlySpan<byte> _rest;

    internal DerReader(ReadOnlySpan<byte> bytes) => _rest = bytes;

    internal bool Failed { get; private set; }

    /// <summary>No fault, and no byte left.</summary>
    internal readonly bool Complete => !Failed && _rest.IsEmpty;

    /// <summary>Whether the next value is an integer: how an optional one is told from what follows it.</summary>
    internal readonly bool AtInteger => !_rest.IsEmpty && _rest[0] == IntegerTag;

    /// <summary>A reader of the content; a fault in here shows there as an empty content.</summary>
    internal DerReader Sequence() => new(Take(SequenceTag));

    internal ReadOnlySpan<byte> OctetString() => Take(OctetStringTag);

    internal ReadOnlySpan<byte> ObjectIdentifier() => Take(ObjectIdentifierTag);

    internal void Null()
    {
        if (!Take(NullTag).IsEmpty) Failed = true;
    }

    /// <summary>An integer from 0 to 2^31 - 1 in its shortest form.</summary>
    internal int SmallInteger()
    {
        var bytes = Take(IntegerTag);
        var shortest = bytes.Length is >= 1 and <= 4
            && bytes[0] < 0x80
            && (bytes.Length == 1 || bytes[0] != 0 || bytes[1] >= 0x80);
        if (!shortest)
        {
            Failed = true;
            return 0;
        }

        var value = 0;
        foreach (var part in bytes) value = (value << 8) | part;
        return value;
    }

    private ReadOnlySpan<byte> Take(byte tag)
    {
        if (Failed || _rest.Length < 2 || _rest[0] != tag || !TryLength(out var header, out var length))
        {
            Failed = true;
            _rest = default;
            return default;
        }

        var content = _rest.Slice(header, length);
        _rest = _rest[(header + length)..];
        return content;
    }

    // Lengths up to 65,535 in their shortest form: a key has about 50 bytes, an encrypted one about 160.
    private readonly bool TryLength(out int header, out int length)
    {
        (header, length) = (2, _rest[1]);
        var shortest = length < 0x80;
        if (length == 0x81 && _rest.Length >= 3)
        {
            (header, length) = (3, _rest[2]);
            shortest = length >= 0x80;
        }
        else if (length == 0x82 && _rest.Length >= 4)
        {
            (header, length) = (4, (_rest[2] << 8) | _rest[3]);
            shortest = length >= 0x100;
        }

        return shortest && length <= _rest.Length - header;
    }
}
