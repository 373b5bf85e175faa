namespace Witan.Simulation.Twins;

/// <summary>
/// What is varied: a cluster in which some ids run twice, with one key and two disks (Bano et al., Twins: BFT Systems
/// Made Robust, OPODIS 2021).
/// </summary>
public sealed class TwinsInput
{
    /// <summary>Ids beyond this number are for no simulation.</summary>
    public const int MaxMembers = 32;

    /// <summary>More rounds than this say nothing new.</summary>
    public const int MaxRounds = 16;

    /// <param name="members">n; ids are 0 .. n-1.</param>
    /// <param name="twins">The ids that run twice, ascending; at least one.</param>
    /// <param name="quorum">How many ids make a quorum.</param>
    /// <param name="rounds">R, at least 1.</param>
    /// <param name="partitions">The most blocks of a round, at least 1.</param>
    /// <param name="leaders">For each round the ids that may lead it; one per round if the protocol fixes it.</param>
    public TwinsInput(
        int members, IReadOnlyList<int> twins, int quorum, int rounds, int partitions,
        IReadOnlyList<IReadOnlyList<int>> leaders)
    {
        Require(members is >= 1 and <= MaxMembers, $"members must be 1 to {MaxMembers}");
        Require(twins.Count >= 1 && AscendingIds(twins, members), "twins must be ids of members, ascending");
        Require(quorum >= 1 && quorum <= members, "a quorum must be 1 to all members");
        Require(rounds is >= 1 and <= MaxRounds, $"rounds must be 1 to {MaxRounds}");
        Require(partitions >= 1 && partitions <= members + twins.Count, "partitions must be 1 to the number of nodes");
        Require(leaders.Count == rounds, "there must be leaders for each round");
        foreach (var candidates in leaders)
            Require(candidates.Count >= 1 && AscendingIds(candidates, members), "leaders must be ids, ascending");
        (Members, Twins, Quorum, Rounds, Partitions, Leaders) = (members, twins, quorum, rounds, partitions, leaders);
    }

    public int Members { get; }

    public IReadOnlyList<int> Twins { get; }

    public int Quorum { get; }

    public int Rounds { get; }

    public int Partitions { get; }

    public IReadOnlyList<IReadOnlyList<int>> Leaders { get; }

    /// <summary>Running instances: the n members are nodes 0 .. n-1, the second instances follow.</summary>
    public int Nodes => Members + Twins.Count;

    /// <summary>Every id may lead every round.</summary>
    public static TwinsInput WithAnyLeader(
        int members, IReadOnlyList<int> twins, int quorum, int rounds, int partitions)
    {
        IReadOnlyList<int> all = [.. Enumerable.Range(0, members)];
        return new TwinsInput(members, twins, quorum, rounds, partitions, [.. Enumerable.Repeat(all, rounds)]);
    }

    /// <summary>The id of round r is r modulo n, as where the leader of a view is its number modulo n.</summary>
    public static TwinsInput WithLeadersInTurn(
        int members, IReadOnlyList<int> twins, int quorum, int rounds, int partitions) =>
        new(members, twins, quorum, rounds, partitions,
            [.. Enumerable.Range(0, rounds).Select(round => (IReadOnlyList<int>)[round % members])]);

    /// <summary>The id whose key a node has.</summary>
    public int IdOf(int node) => node < Members ? node : Twins[node - Members];

    public bool HasTwin(int id) => Twins.Contains(id);

    /// <summary>Whether some block holds a quorum of different ids, so that something can be decided.</summary>
    public bool HoldsQuorum(IReadOnlyList<IReadOnlyList<int>> blocks)
    {
        foreach (var block in blocks)
        {
            ulong ids = 0;
            foreach (var node in block) ids |= 1UL << IdOf(node);
            if (System.Numerics.BitOperations.PopCount(ids) >= Quorum) return true;
        }

        return false;
    }

    private static bool AscendingIds(IReadOnlyList<int> ids, int members)
    {
        for (var i = 0; i < ids.Count; i++)
        {
            if (ids[i] < 0 || ids[i] >= members || (i > 0 && ids[i] <= ids[i - 1])) return false;
        }

        return true;
    }

    private static void Require(bool holds, string rule)
    {
        if (!holds) throw new ArgumentException(rule);
    }
}
