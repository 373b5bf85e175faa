using Witan.Core.Messages;

namespace Witan.Protocols.Streamlet;

/// <summary>The first proposal of an epoch that was heard: the only one that this replica may vote for.</summary>
/// <param name="signed">As its leader signed it.</param>
/// <param name="node">In the tree.</param>
internal sealed class HeardProposal(SignedStatement signed, TreeNode node)
{
    public SignedStatement Signed { get; } = signed;

    public TreeNode Node { get; } = node;

    /// <summary>The leader proposed another one too.</summary>
    public bool HasSecond { get; set; }
}
