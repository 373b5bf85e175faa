using Witan.Primitives.Encoding;

namespace Witan.Core.Messages;

/// <summary>
/// Something that travels between replicas and clients. Immutable. On the wire: type (u8), then the body; the frame
/// around it is the host's.
/// </summary>
public abstract class Message
{
    private byte[]? _encoded;

    protected Message()
    {
    }

    /// <param name="encoded">Type and body, if they are there already; else null.</param>
    private protected Message(byte[]? encoded) => _encoded = encoded;

    /// <summary>See <see cref="MessageType"/>.</summary>
    public abstract byte Type { get; }

    public abstract void WriteBody(CanonicalWriter writer);

    /// <summary>
    /// Bytes that <see cref="WriteBody"/> will write, where a message is large and its size is easily said; elsewhere
    /// more than most take. Wrong sizes cost a copy and nothing else.
    /// </summary>
    protected virtual int BodySize => 255;

    /// <summary>Names every signed thing inside; a message without signatures names nothing.</summary>
    public virtual void Visit(INestedVisitor visitor)
    {
    }

    /// <summary>
    /// The same bytes as <see cref="Encoded"/>, for whoever sends them and keeps none. Not to be changed by the caller.
    /// </summary>
    public virtual MessagePieces Pieces => new(Encoded);

    /// <summary>Type and body. Computed once: a broadcast encodes once. Not to be changed by the caller.</summary>
    public ReadOnlyMemory<byte> Encoded
    {
        get
        {
            if (_encoded is null)
            {
                var writer = new CanonicalWriter(1 + BodySize);
                writer.U8(Type);
                WriteBody(writer);
                _encoded = writer.Take();
            }

            return _encoded;
        }
    }
}
