using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Networks;

/// <summary>Links that carry nothing while it stands: a partition is one of these.</summary>
/// <param name="Severs">Whether what the first sends is not heard by the second.</param>
public sealed record Cut(Func<NodeName, NodeName, bool> Severs)
{
    /// <summary>
    /// Parties of different groups do not hear each other; a party in no group hears all and is heard by all.
    /// </summary>
    /// <param name="groups">Disjoint.</param>
    /// <param name="oneWay">Only what an earlier group says is not heard in a later one.</param>
    public static Cut Between(IReadOnlyList<IReadOnlyList<NodeName>> groups, bool oneWay)
    {
        return new Cut((from, to) =>
        {
            var (a, b) = (GroupOf(from), GroupOf(to));
            return a >= 0 && b >= 0 && (oneWay ? a < b : a != b);
        });

        int GroupOf(NodeName party)
        {
            for (var i = 0; i < groups.Count; i++)
            {
                if (groups[i].Contains(party)) return i;
            }

            return -1;
        }
    }

    /// <summary>One link; with <paramref name="oneWay"/> only: the first is not heard by the second.</summary>
    public static Cut Link(NodeName a, NodeName b, bool oneWay) =>
        new((from, to) => (from == a && to == b) || (!oneWay && from == b && to == a));
}
