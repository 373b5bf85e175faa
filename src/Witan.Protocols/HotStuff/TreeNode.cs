using Witan.Primitives;

namespace Witan.Protocols.HotStuff;

/// <summary>A node in the tree with what this replica knows of it.</summary>
public sealed class TreeNode(Node node)
{
    public Node Node { get; } = node;

    public Digest Id => Node.Id;

    public Digest Parent => Node.Header.Parent;

    public View View => Node.Header.View;

    public Height Height => Node.Header.Height;

    public bool IsEmpty => Node.Header.IsEmpty;

    /// <summary>The node that it extends, while the tree holds that.</summary>
    public TreeNode? Below { get; internal set; }

    /// <summary>Held nodes that extend it.</summary>
    internal List<TreeNode> Above { get; } = [];

    /// <summary>
    /// What was the lowest node of its branch, from which to look on as long as the tree was not cut since: so a long
    /// branch is not walked again for each of its nodes.
    /// </summary>
    public (TreeNode To, long Cuts)? Shortcut { get; internal set; }

    /// <summary>Its certificate, once known: for the chained modes generic, for the basic one prepareQC.</summary>
    public QuorumCertificate? Certificate { get; internal set; }

    /// <summary>Its block is held with all bodies, durably.</summary>
    public bool IsReady { get; internal set; } = node.Header.IsEmpty;

    /// <summary>Its block was given to the block desk as a fresh proposal.</summary>
    public bool IsOffered { get; internal set; }

    /// <summary>And as one that a certificate carries.</summary>
    public bool IsOfferedCertified { get; internal set; }

    /// <summary>It stands in the journal.</summary>
    public bool IsRecorded { get; set; }
}
