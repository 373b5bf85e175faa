using System.Text.Json;
using Witan.Primitives;

namespace Witan.Client;

/// <summary>
/// Reads JSON from bytes nobody trusts in the one order in which it is written. It never throws: the first fault sets
/// <see cref="Failed"/>, later reads give defaults. What it lets pass (spaces, other spellings of a number) is caught
/// by who writes the value again and compares.
/// </summary>
internal ref struct JsonCursor(ReadOnlySpan<byte> bytes)
{
    private Utf8JsonReader _reader = new(bytes, new JsonReaderOptions { MaxDepth = 8 });

    public bool Failed { get; private set; }

    public JsonTokenType Token { get; private set; }

    /// <summary>Ends every loop over tokens: there is none any more.</summary>
    public void Fail()
    {
        Failed = true;
        Token = JsonTokenType.None;
    }

    /// <summary>Steps to the next token.</summary>
    public void Next()
    {
        if (Failed) return;
        try
        {
            if (!_reader.Read()) Fail();
        }
        catch (JsonException)
        {
            // Not JSON. The value returned says so; there is nothing else to tell.
            Fail();
        }

        if (!Failed) Token = _reader.TokenType;
    }

    /// <summary>Whether nothing follows.</summary>
    public bool AtEnd()
    {
        if (Failed) return false;
        try
        {
            return !_reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    public void Expect(JsonTokenType token)
    {
        Next();
        if (Token != token) Fail();
    }

    /// <summary>The next token is this property's name.</summary>
    public void Name(string name)
    {
        Expect(JsonTokenType.PropertyName);
        if (!Failed && !_reader.ValueTextEquals(name)) Fail();
    }

    public string Text(string name)
    {
        Name(name);
        Expect(JsonTokenType.String);
        if (Failed) return string.Empty;
        try
        {
            return _reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Ill-formed UTF-8 or half a surrogate pair.
            Fail();
            return string.Empty;
        }
    }

    public void Constant(string name, string value)
    {
        if (Text(name) != value) Fail();
    }

    public ulong U64(string name)
    {
        Name(name);
        Expect(JsonTokenType.Number);
        if (!Failed && _reader.TryGetUInt64(out var value)) return value;
        Fail();
        return 0;
    }

    public uint U32(string name)
    {
        var value = U64(name);
        if (value <= uint.MaxValue) return (uint)value;
        Fail();
        return 0;
    }

    public long I64(string name)
    {
        Name(name);
        Expect(JsonTokenType.Number);
        if (!Failed && _reader.TryGetInt64(out var value)) return value;
        Fail();
        return 0;
    }

    public Digest Digest(string name)
    {
        Name(name);
        Next();
        return HexElement(Primitives.Digest.Size) is { } hex ? new Digest(hex) : default;
    }

    public byte[] Hex(string name)
    {
        Name(name);
        Next();
        return HexElement(null) ?? [];
    }

    /// <summary>The current token as hexadecimal digits.</summary>
    public byte[]? HexElement(int? length)
    {
        if (Token != JsonTokenType.String || _reader.ValueIsEscaped) Fail();
        if (Failed || _reader.ValueSpan.Length % 2 != 0) return Nothing();
        var value = new byte[_reader.ValueSpan.Length / 2];
        if (length is { } exact && value.Length != exact) return Nothing();
        return Convert.FromHexString(_reader.ValueSpan, value, out _, out _) == System.Buffers.OperationStatus.Done
            ? value
            : Nothing();
    }

    public byte[] Base64(string name)
    {
        Name(name);
        Next();
        if (Token != JsonTokenType.String || _reader.ValueIsEscaped) Fail();
        if (Failed) return [];
        var value = new byte[System.Buffers.Text.Base64.GetMaxDecodedFromUtf8Length(_reader.ValueSpan.Length)];
        var status = System.Buffers.Text.Base64.DecodeFromUtf8(_reader.ValueSpan, value, out _, out var written);
        if (status == System.Buffers.OperationStatus.Done) return value[..written];
        Fail();
        return [];
    }

    private byte[]? Nothing()
    {
        Fail();
        return null;
    }
}
