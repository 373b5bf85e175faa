using Witan.Primitives;

namespace Witan.Core.Messages;

/// <summary>What a reference of a block names: travels, is stored and is found by the digest of its bytes.</summary>
public interface IBody
{
    /// <summary>As in <see cref="Blocks.Reference.Kind"/>.</summary>
    byte Kind { get; }

    /// <summary>SHA-256 of <see cref="Body"/>.</summary>
    Digest Digest { get; }

    /// <summary>The bytes.</summary>
    ReadOnlyMemory<byte> Body { get; }

    /// <summary>Names every signed thing inside.</summary>
    void Visit(INestedVisitor visitor);
}
