using Witan.Core.Messages;
using Witan.Primitives;

namespace Witan.Simulation.Attacks.Streamlet.Forging;

using Node = Witan.Protocols.Streamlet.Node;

/// <summary>A node of a schedule that was shown to those who shall vote for it.</summary>
/// <param name="Wanted">What the schedule asks for.</param>
/// <param name="Parent">Null where it extends genesis.</param>
/// <param name="Node">Whole.</param>
/// <param name="Signed">As its leader proposes it.</param>
internal sealed record PlayedNode(TreeNodeWanted Wanted, PlayedNode? Parent, Node Node, SignedStatement Signed)
{
    public Digest Id => Node.Id;

    /// <summary>From the first node of its chain to itself.</summary>
    public IEnumerable<PlayedNode> Chain => Parent is null ? [this] : [.. Parent.Chain, this];
}
