using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Core.Contract;

/// <summary>
/// What a replica writes to its journal. Shared kinds are 1 .. 63, a protocol's own are 64 .. 255. A record says up to
/// which height it matters, so that the journal can drop it with a durable snapshot at or above that height.
/// </summary>
public abstract class Record
{
    /// <summary>Unique among the records of one replica.</summary>
    public abstract byte Kind { get; }

    /// <summary>
    /// The record is needed for recovery until a durable snapshot and a stable checkpoint reach this height. Null:
    /// needed until one with an equal <see cref="Replaces"/> is written later (the latest one always survives).
    /// </summary>
    public abstract Height? NeededUntil { get; }

    /// <summary>
    /// A height that this record shows as decided, or as one that may be decided elsewhere (PBFT: an own prepared
    /// certificate). A restarted replica answers confirm reads only from there on (RULES 4).
    /// </summary>
    public virtual Height? MayBeDecided => null;

    /// <summary>
    /// Which records with no <see cref="NeededUntil"/> this one replaces: those with the same number.
    /// </summary>
    public virtual int Replaces => Kind;

    public abstract void Write(CanonicalWriter writer);
}
