namespace Witan.Simulation.Twins;

/// <summary>
/// Set partitions as restricted growth strings: element i is in block a[i], a[0] = 0, and a new block gets the next
/// number (Knuth, TAOCP 4A, 7.2.1.5). Each partition has exactly one string.
/// </summary>
internal static class SetPartitions
{
    /// <summary>
    /// All partitions of so many elements into at most so many blocks, in the order of their strings.
    /// </summary>
    public static IEnumerable<int[]> Of(int elements, int blocks)
    {
        var current = new int[elements];
        do
        {
            yield return (int[])current.Clone();
        }
        while (Advance(current, blocks));
    }

    /// <summary>How many <see cref="Of"/> gives: the sum of the Stirling numbers S(elements, 1 .. blocks).</summary>
    public static long Count(int elements, int blocks)
    {
        // counts[k] = S(m, k) for the m elements so far.
        var counts = new long[blocks + 1];
        counts[0] = 1;
        for (var m = 1; m <= elements; m++)
        {
            for (var k = blocks; k >= 1; k--) counts[k] = checked((k * counts[k]) + counts[k - 1]);
            counts[0] = 0;
        }

        long sum = 0;
        foreach (var count in counts) sum += count;
        return sum;
    }

    /// <summary>Gives the blocks of any assignment the numbers of a restricted growth string.</summary>
    public static void Renumber(Span<int> assignment)
    {
        Span<int> numbers = stackalloc int[assignment.Length];
        numbers.Fill(-1);
        var used = 0;
        foreach (ref var block in assignment)
        {
            if (numbers[block] < 0) numbers[block] = used++;
            block = numbers[block];
        }
    }

    /// <summary>The elements of each block, ascending.</summary>
    public static IReadOnlyList<IReadOnlyList<int>> BlocksOf(ReadOnlySpan<int> growth)
    {
        var blocks = new List<List<int>>();
        for (var i = 0; i < growth.Length; i++)
        {
            if (growth[i] == blocks.Count) blocks.Add([]);
            blocks[growth[i]].Add(i);
        }

        return blocks;
    }

    private static bool Advance(int[] growth, int blocks)
    {
        for (var i = growth.Length - 1; i > 0; i--)
        {
            var highest = 0;
            for (var j = 0; j < i; j++) highest = Math.Max(highest, growth[j]);
            if (growth[i] > highest || growth[i] + 1 >= blocks) continue;
            growth[i]++;
            Array.Clear(growth, i + 1, growth.Length - i - 1);
            return true;
        }

        return false;
    }
}
