namespace Witan.Simulation.Twins;

/// <summary>
/// The permutations of the ids without a twin that map the leaders of every round onto themselves: two cases that one
/// of them turns into each other are the same case with other names.
/// </summary>
internal static class Renamings
{
    /// <summary>More correct ids than this have too many permutations to be pruned by.</summary>
    public const int MaxCorrect = 8;

    /// <summary>Each as the image of every id. The identity is the first.</summary>
    public static List<int[]> Of(TwinsInput input)
    {
        var correct = new List<int>();
        for (var id = 0; id < input.Members; id++)
        {
            if (!input.HasTwin(id)) correct.Add(id);
        }

        if (correct.Count > MaxCorrect)
            throw new ArgumentException($"more than {MaxCorrect} correct ids: draw a sample instead");
        var found = new List<int[]>();
        var image = new int[input.Members];
        for (var id = 0; id < image.Length; id++) image[id] = id;
        Permute(input, correct, image, 0, new bool[input.Members], found);
        return found;
    }

    /// <summary>The image of a node: second instances belong to twins and stay.</summary>
    public static int NodeOf(int[] image, int node) => node < image.Length ? image[node] : node;

    private static void Permute(
        TwinsInput input, List<int> correct, int[] image, int at, bool[] used, List<int[]> found)
    {
        if (at == correct.Count)
        {
            if (KeepsLeaders(input, image)) found.Add((int[])image.Clone());
            return;
        }

        foreach (var target in correct)
        {
            if (used[target]) continue;
            used[target] = true;
            image[correct[at]] = target;
            Permute(input, correct, image, at + 1, used, found);
            used[target] = false;
        }
    }

    private static bool KeepsLeaders(TwinsInput input, int[] image)
    {
        foreach (var candidates in input.Leaders)
        {
            foreach (var leader in candidates)
            {
                if (!candidates.Contains(image[leader])) return false;
            }
        }

        return true;
    }
}
