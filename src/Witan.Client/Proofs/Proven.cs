using Witan.Primitives;

namespace Witan.Client;

/// <summary>A value that a quorum of the cluster's members stands for.</summary>
/// <param name="Value">What was asked for.</param>
/// <param name="Height">
/// The height at which it holds: where a request was executed, or the state that a query read.
/// </param>
/// <param name="Time">Block time of that height.</param>
/// <param name="Proof">What a proof file is made of.</param>
public sealed record Proven<T>(T Value, Height Height, BlockTime Time, ProofMaterial Proof)
{
    /// <summary>The same proof for what is computed from the value.</summary>
    public Proven<TOther> Select<TOther>(Func<T, TOther> compute) => new(compute(Value), Height, Time, Proof);
}
