using System.Buffers.Binary;

namespace Witan.Simulation.Attacks.Mutating;

/// <summary>Takes the bytes of a message apart by its layout.</summary>
/// <param name="text">The bytes.</param>
internal ref struct FieldReader(ReadOnlySpan<byte> text)
{
    private readonly ReadOnlySpan<byte> _text = text;
    private int _at;

    /// <summary>Whether bytes and layout did not fit.</summary>
    public bool Failed { get; private set; }

    /// <summary>
    /// The tree of a whole message; null if the layout does not describe these bytes, to the last one.
    /// </summary>
    public static FieldNode? Read(Layout layout, ReadOnlySpan<byte> text)
    {
        var reader = new FieldReader(text);
        var root = reader.Node(layout);
        return reader.Failed || reader._at != text.Length ? null : root;
    }

    private FieldNode Node(Layout layout)
    {
        var node = new FieldNode(layout);
        if (Failed) return node;
        switch (layout)
        {
            case Layout.Leaf leaf:
                node.Value = Take(leaf.Size);
                break;
            case Layout.Blob:
                node.Value = Take(Count());
                break;
            case Layout.Rest:
                node.Value = Take(_text.Length - _at);
                break;
            case Layout.Many many:
                for (var left = Count(); left > 0 && !Failed; left--) node.Adopt(Node(many.Item));
                break;
            case Layout.Optional optional:
                if (Byte() == 1) node.Adopt(Node(optional.Then));
                break;
            case Layout.Sized sized:
                node.Adopt(Whole(sized.Inner, Take(Count())));
                break;
            case Layout.Tagged tagged:
                node.Value = Take(1);
                if (!Failed && tagged.Of(node.Value[0]) is { } then) node.Adopt(Node(then));
                break;
            case Layout.Sequence sequence:
                foreach (var part in sequence.Parts) node.Adopt(Node(part));
                break;
            case Layout.Signed signed:
                node.Adopt(Node(SharedLayouts.Configuration));
                node.Adopt(Node(SharedLayouts.Sender));
                node.Adopt(Node(signed.Body));
                node.Adopt(Node(SharedLayouts.Signature));
                break;
        }

        return node;
    }

    private FieldNode Whole(Layout layout, byte[] bytes)
    {
        if (Read(layout, bytes) is { } node) return node;
        Failed = true;
        return new FieldNode(layout);
    }

    private byte[] Take(int count)
    {
        if (count < 0 || count > _text.Length - _at) Failed = true;
        if (Failed) return [];
        _at += count;
        return _text.Slice(_at - count, count).ToArray();
    }

    private byte Byte() => Take(1) is [var value] ? value : (byte)0;

    private int Count() => Take(4) is { Length: 4 } bytes ? BinaryPrimitives.ReadInt32LittleEndian(bytes) : 0;
}
