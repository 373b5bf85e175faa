namespace Witan.Crypto.Trees;

/// <summary>
/// The nodes of a tree that a proof shows, and the leaves that it shows with their values. Never enumerated.
/// </summary>
internal sealed class NodeMarks
{
    private readonly HashSet<Node> _shown = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<Node> _withValue = new(ReferenceEqualityComparer.Instance);

    internal void Show(Node node) => _shown.Add(node);

    internal void ShowValue(LeafNode leaf) => _withValue.Add(leaf);

    internal bool IsShown(Node node) => _shown.Contains(node);

    internal bool IsValueShown(LeafNode leaf) => _withValue.Contains(leaf);
}
