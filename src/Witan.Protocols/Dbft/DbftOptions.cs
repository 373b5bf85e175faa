namespace Witan.Protocols.Dbft;

/// <summary>
/// Where chapter and code of dBFT 2.0 differ, or a choice trades one lock for another (docs/protocols/dbft.md). All
/// validators of a cluster must have the same.
/// </summary>
public sealed record DbftOptions
{
    /// <summary>Who leads. Default <see cref="PrimaryRule.Minus"/>, for the code's sake.</summary>
    public PrimaryRule PrimaryRule { get; init; } = PrimaryRule.Minus;

    /// <summary>
    /// Whether a commit of any view of the height counts as "committed", not only one of the current view. Default
    /// true: without it four good validators can lock each other (L1).
    /// </summary>
    public bool CountsCommitsOfAnyView { get; init; } = true;

    /// <summary>
    /// Whether a validator that was silent for a height counts as lost when it is asked whether a change of view can
    /// still win. The published rule has it; default false. With it, one that is only slow can split four good
    /// validators for ever (L3); without it a height may wait for a crashed one to come back (L2).
    /// </summary>
    public bool CountsLost { get; init; }

    /// <summary>
    /// S7: never both a ChangeView from a view and a Commit in it. Default false: then who asked for a change resumes
    /// once no change can win.
    /// </summary>
    public bool IsStrict { get; init; }

    /// <summary>
    /// T of NEO: the least time between two blocks. Default zero: a block is due as soon as something waits.
    /// </summary>
    public TimeSpan BlockInterval { get; init; }

    /// <summary>The rules as the code of the NEO nodes has them.</summary>
    public static DbftOptions AsPublished { get; } = new() { CountsLost = true };
}
