using Witan.Primitives;

namespace Witan.Protocols.Streamlet;

/// <summary>A node in the tree with what this replica knows of it.</summary>
internal sealed class TreeNode(Node node)
{
    public Node Node { get; } = node;

    public Digest Id => Node.Id;

    public Digest Parent => Node.Header.Parent;

    public Epoch Epoch => Node.Header.Epoch;

    public ulong Length => Node.Header.Length;

    public Height Height => Node.Header.Height;

    public bool IsEmpty => Node.Header.IsEmpty;

    /// <summary>Height of the parent: its notarization shows it. Null for a child of genesis.</summary>
    public Height? ParentHeight => Node.Justify?.Height;

    /// <summary>Null until a quorum's votes for it are known.</summary>
    public Notarization? Notarization { get; set; }

    /// <summary>Its block is held with all bodies, durably.</summary>
    public bool IsReady { get; set; } = node.Header.IsEmpty;

    /// <summary>Its block was given to the block desk as a fresh proposal.</summary>
    public bool IsOffered { get; set; }

    /// <summary>And as one that a notarization carries.</summary>
    public bool IsOfferedCertified { get; set; }

    /// <summary>It stands in the journal.</summary>
    public bool IsRecorded { get; set; }
}
