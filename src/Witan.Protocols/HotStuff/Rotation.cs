namespace Witan.Protocols.HotStuff;

/// <summary>Who leads when, and who counts votes. All replicas of a cluster must have the same.</summary>
/// <param name="Tenure">
/// Views that one leader keeps, k of "(v div k) mod n", at least 1. A leader that fails costs one timeout whatever the
/// tenure: a TIMEOUT is for the last view of it.
/// </param>
/// <param name="VotesToAll">
/// Whether votes go to all, so that nobody's failure loses them, instead of to the leader of the next view alone.
/// </param>
public sealed record Rotation(uint Tenure, bool VotesToAll)
{
    /// <summary>64 views, votes to the next leader: what a cluster without faults does cheapest.</summary>
    public static Rotation Fixed { get; } = new(64, false);

    /// <summary>
    /// Another leader with every view. Votes go to all: with four replicas and one down, the leader after three correct
    /// ones is the one that is down, and three consecutive certificates would never form.
    /// </summary>
    public static Rotation EveryView { get; } = new(1, true);
}
