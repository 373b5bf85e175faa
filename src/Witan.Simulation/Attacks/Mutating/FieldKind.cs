namespace Witan.Simulation.Attacks.Mutating;

/// <summary>What a field of a message means, and so what a small change of it is.</summary>
internal enum FieldKind
{
    /// <summary>Tags, signatures and what only makes sense as a whole: never changed.</summary>
    Fixed,

    /// <summary>A view: one more, one less, or another one that was seen.</summary>
    View,

    /// <summary>A height or sequence number, likewise.</summary>
    Height,

    /// <summary>A digest, root or key: another known one in the same role.</summary>
    Digest,

    /// <summary>A replica's number: sender, signer, leader; the next or the one before.</summary>
    Member,

    /// <summary>A configuration's number: one more or less.</summary>
    Configuration,

    /// <summary>A time: one microsecond more or less, or another one that was seen.</summary>
    Time,

    /// <summary>Any other number: one more or less.</summary>
    Number,

    /// <summary>A yes becomes a no.</summary>
    Flag,

    /// <summary>Bytes whose meaning is not looked at: one bit, or one byte more or less.</summary>
    Bytes,

    /// <summary>A list: an element goes, comes twice, or changes places with another; an optional part goes.</summary>
    Element,
}
