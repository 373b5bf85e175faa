using Witan.Primitives.Encoding;

namespace Witan.Simulation.Attacks.Mutating;

/// <summary>A part of one message that may be changed.</summary>
internal sealed class FieldNode(Layout layout)
{
    public const int ConfigurationAt = 0;
    public const int SenderAt = 1;
    public const int BodyAt = 2;
    public const int SignatureAt = 3;

    public Layout Layout { get; } = layout;

    public FieldNode? Parent { get; private set; }

    /// <summary>Of a leaf, a blob or a rest; of a tagged part its tag.</summary>
    public byte[] Value { get; set; } = [];

    public List<FieldNode> Children { get; } = [];

    /// <summary>The bytes of this part.</summary>
    public byte[] Encode()
    {
        var writer = new CanonicalWriter(256);
        Write(writer);
        return writer.ToArray();
    }

    public void Adopt(FieldNode child)
    {
        child.Parent = this;
        Children.Add(child);
    }

    /// <summary>This part and all within it.</summary>
    public void Collect(List<FieldNode> all)
    {
        all.Add(this);
        foreach (var child in Children) child.Collect(all);
    }

    public void Write(CanonicalWriter writer)
    {
        switch (Layout)
        {
            case Layout.Blob:
                writer.Bytes(Value);
                return;
            case Layout.Many:
                writer.Count(Children.Count);
                break;
            case Layout.Optional:
                writer.Bool(Children.Count > 0);
                break;
            case Layout.Sized:
                writer.Bytes(Children[0].Encode());
                return;
            default:
                writer.Raw(Value);
                break;
        }

        foreach (var child in Children) child.Write(writer);
    }
}
