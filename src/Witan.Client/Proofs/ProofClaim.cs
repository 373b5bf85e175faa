using Witan.Core.Messages;
using Witan.Crypto.Trees;
using MapEntry = Witan.Core.Application.MapEntry;

namespace Witan.Client;

/// <summary>What a proof file says. Closed: its kinds are those of RULES 10.</summary>
public abstract record ProofClaim
{
    private protected ProofClaim()
    {
    }

    /// <summary>The name in the file: result, entry, absence or range.</summary>
    public abstract string Kind { get; }

    /// <summary>This request was executed at this height with this result.</summary>
    /// <param name="Leaf">Session, number, digest of the request, result.</param>
    /// <param name="Proof">From the leaf to the results root.</param>
    public sealed record OfResult(ResultLeaf Leaf, LogProof Proof) : ProofClaim
    {
        public override string Kind => "result";
    }

    /// <summary>The map has this entry.</summary>
    /// <param name="Map">The map's name.</param>
    /// <param name="Key">The key.</param>
    /// <param name="Value">Its value.</param>
    /// <param name="Witness">From the entry to the state root.</param>
    public sealed record OfEntry(
        string Map, ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte> Value, ReadOnlyMemory<byte> Witness)
        : ProofClaim
    {
        public override string Kind => "entry";
    }

    /// <summary>The map has no such key.</summary>
    public sealed record OfAbsence(string Map, ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte> Witness) : ProofClaim
    {
        public override string Kind => "absence";
    }

    /// <summary>The map has exactly these entries from From up to but without To.</summary>
    /// <param name="Map">The map's name.</param>
    /// <param name="From">The first key, which need not exist; empty for the start.</param>
    /// <param name="To">The first key beyond; empty for no end.</param>
    /// <param name="Entries">Ascending.</param>
    /// <param name="Witness">From the entries to the state root.</param>
    public sealed record OfRange(
        string Map, ReadOnlyMemory<byte> From, ReadOnlyMemory<byte> To, IReadOnlyList<MapEntry> Entries,
        ReadOnlyMemory<byte> Witness) : ProofClaim
    {
        public override string Kind => "range";
    }
}
