namespace Witan.Crypto.Trees;

/// <summary>What a read over a proved part of a map came to.</summary>
public enum ProvenRead
{
    /// <summary>The answer lies in a part that was not proved: refuse, never take it for absent.</summary>
    OutsideWitness = 0,

    /// <summary>Proved not to be there; for a range: proved to have no further entry.</summary>
    Absent = 1,

    /// <summary>Proved to be there with its value.</summary>
    Present = 2,
}
