namespace Witan.Simulation.Attacks.Mutating;

/// <summary>
/// How a message or a part of one stands in bytes (docs/wire-format.md), for changes of single fields.
/// </summary>
internal abstract record Layout
{
    private Layout()
    {
    }

    /// <summary>So many bytes.</summary>
    /// <param name="Kind">What it means.</param>
    /// <param name="Name">Its role: values of one role may stand for each other.</param>
    /// <param name="Size">Bytes; numbers are little endian.</param>
    internal sealed record Leaf(FieldKind Kind, string Name, int Size) : Layout;

    /// <summary>A length (u32) and as many bytes.</summary>
    internal sealed record Blob : Layout;

    /// <summary>Everything up to the end of the message.</summary>
    internal sealed record Rest : Layout;

    /// <summary>A count (u32) and as many items.</summary>
    internal sealed record Many(Layout Item) : Layout;

    /// <summary>A flag, and behind a yes this.</summary>
    internal sealed record Optional(Layout Then) : Layout;

    /// <summary>A length (u32), and this in as many bytes.</summary>
    internal sealed record Sized(Layout Inner) : Layout;

    /// <summary>A byte that says what follows.</summary>
    /// <param name="Tag">The byte.</param>
    /// <param name="Of">What follows; null for a byte that stands for nothing.</param>
    internal sealed record Tagged(Leaf Tag, Func<byte, Layout?> Of) : Layout;

    /// <summary>One after the other.</summary>
    internal sealed record Sequence(params Layout[] Parts) : Layout;

    /// <summary>A statement with its signature: configuration, sender, body, signature.</summary>
    /// <param name="Type">Of the statement; its byte is not part of this.</param>
    /// <param name="Body">What stands between sender and signature.</param>
    internal sealed record Signed(byte Type, Layout Body) : Layout
    {
        /// <summary>The fields that are signed, from the body as it stands; null: the body's bytes.</summary>
        public Func<FieldNode, byte[]>? Text { get; init; }

        /// <summary>
        /// What has to follow from a change (a block's digest from the block), so that the message is one. Takes the
        /// statement and the changed field.
        /// </summary>
        public Action<FieldNode, FieldNode>? Settle { get; init; }
    }
}
