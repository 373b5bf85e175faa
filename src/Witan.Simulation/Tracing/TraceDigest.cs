using Witan.Crypto;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Simulation.Tracing;

/// <summary>
/// SHA-256 over every event of a run, in order: two runs with the same digest did the same. Encodes into a buffer that
/// is hashed in blocks, so that an event costs a copy and its share of a block, not a call of its own.
/// </summary>
/// <remarks>
/// Per event: at i64 | node i32 as u32 | kind u8 | peer as u32 | message i64 | height u64 | view u64 |
/// digest prefix u64 | type bytes | text bytes.
/// </remarks>
public sealed class TraceDigest
{
    private const int BlockBytes = 16 * 1024;

    private readonly Sha256Builder _hash = new();
    private readonly CanonicalWriter _buffer = new(BlockBytes + 1024);
    private bool _finished;

    public void Add(in RunEvent entry)
    {
        if (_finished) throw new InvalidOperationException("the digest of this run is finished");
        _buffer.I64(entry.At);
        _buffer.U32(unchecked((uint)entry.Node));
        _buffer.U8((byte)entry.Kind);
        _buffer.U32(unchecked((uint)entry.Peer));
        _buffer.I64(entry.Message);
        _buffer.U64(entry.Height);
        _buffer.U64(entry.View);
        _buffer.U64(entry.DigestPrefix);
        _buffer.Text(entry.Type);
        _buffer.Text(entry.Text);
        if (_buffer.Length >= BlockBytes) Flush();
    }

    /// <summary>The digest; nothing may be added afterwards.</summary>
    public Digest Finish()
    {
        if (_finished) throw new InvalidOperationException("the digest of this run is finished");
        _finished = true;
        Flush();
        return _hash.Finish();
    }

    private void Flush()
    {
        _hash.Append(_buffer.Written);
        _buffer.Clear();
    }
}
