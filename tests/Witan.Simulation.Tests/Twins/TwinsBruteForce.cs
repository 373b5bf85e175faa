using Witan.Simulation.Twins;

namespace Witan.Simulation.Tests.Twins;

/// <summary>
/// Every assignment of blocks to nodes and of leaders to rounds, written down; cases are the same class if some
/// renaming of the correct ids that keeps the input turns one into the other.
/// </summary>
internal static class TwinsBruteForce
{
    public static (int All, HashSet<string> Classes) Classes(TwinsInput input)
    {
        var partitions = Partitions(input);
        var cases = new HashSet<string>();
        var classes = new HashSet<string>();
        foreach (var rounds in Sequences(input, partitions, 0))
        {
            var found = new TwinsCase(rounds);
            if (!rounds.Any(round => HasQuorum(input, round)) || !cases.Add(Text(found.Rounds))) continue;
            classes.Add(ClassOf(input, found));
        }

        return (cases.Count, classes);
    }

    /// <summary>The least text of all that the case is called under some renaming.</summary>
    public static string ClassOf(TwinsInput input, TwinsCase found) => Permutations(
            [.. Enumerable.Range(0, input.Members).Where(id => !input.Twins.Contains(id))])
        .Select(target => Mapping(input, target))
        .Where(to => input.Leaders.All(candidates => candidates.Select(id => to[id]).Order().SequenceEqual(candidates)))
        .Select(to => Text([.. found.Rounds.Select(round => new TwinsRound(to[round.Leader],
            [.. round.Blocks.Select(block => block.Select(node => to[node]).ToArray())]))]))
        .Min(StringComparer.Ordinal)!;

    private static int[] Mapping(TwinsInput input, int[] target)
    {
        var to = Enumerable.Range(0, input.Nodes).ToArray();
        var next = 0;
        for (var id = 0; id < input.Members; id++)
        {
            if (!input.Twins.Contains(id)) to[id] = target[next++];
        }

        return to;
    }

    private static IEnumerable<int[]> Permutations(int[] items) => items.Length == 0
        ? [[]]
        : items.SelectMany(first =>
            Permutations([.. items.Where(i => i != first)]).Select(rest => (int[])[first, .. rest]));

    private static IEnumerable<TwinsRound[]> Sequences(TwinsInput input, List<int[][]> partitions, int round) =>
        round == input.Rounds
            ? [[]]
            : from leader in input.Leaders[round]
              from blocks in partitions
              from rest in Sequences(input, partitions, round + 1)
              select (TwinsRound[])[new TwinsRound(leader, blocks), .. rest];

    /// <summary>All functions from nodes to blocks, without their names.</summary>
    private static List<int[][]> Partitions(TwinsInput input)
    {
        var found = new SortedDictionary<string, int[][]>(StringComparer.Ordinal);
        for (var number = 0; number < Math.Pow(input.Partitions, input.Nodes); number++)
        {
            var rest = number;
            var blockOf = Enumerable.Range(0, input.Nodes)
                .Select(node => (Node: node, Block: Digit(ref rest, input.Partitions))).ToList();
            var blocks = blockOf.GroupBy(x => x.Block, x => x.Node)
                .Select(g => g.ToArray()).OrderBy(b => b[0]).ToArray();
            found[string.Join('|', blocks.Select(b => string.Join(' ', b)))] = blocks;
        }

        return [.. found.Values];
    }

    private static int Digit(ref int number, int radix)
    {
        var digit = number % radix;
        number /= radix;
        return digit;
    }

    private static bool HasQuorum(TwinsInput input, TwinsRound round) => round.Blocks.Any(block => block
        .Select(node => node < input.Members ? node : input.Twins[node - input.Members])
        .Distinct().Count() >= input.Quorum);

    private static string Text(IEnumerable<TwinsRound> rounds) => string.Join(" / ", rounds.Select(round =>
        round.Leader + ":" + string.Join('|', round.Blocks
            .Select(block => block.Order().ToArray()).OrderBy(block => block[0]).Select(b => string.Join(' ', b)))));
}
