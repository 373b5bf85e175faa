namespace Witan.Simulation.Attacks.Streamlet.Forging;

/// <summary>One node of a schedule.</summary>
/// <param name="Epoch">From 1 on, 1 being the epoch in which the schedule begins.</param>
/// <param name="Parent">Epoch of the parent; 0 for genesis.</param>
/// <param name="Voters">Of the correct replicas, by place among them; the liar votes too.</param>
internal sealed record TreeNodeWanted(int Epoch, int Parent, params int[] Voters);

/// <summary>
/// A tree that one liar among four lets be notarized, and what it shows to whom in the end: under one changed rule the
/// two replicas hold different blocks for final. T13 to T16 of
/// docs/protocols/streamlet.md; the last two are T2 and T3, which fork nothing.
/// </summary>
/// <param name="Name">In a file.</param>
/// <param name="Nodes">In the order of their epochs.</param>
/// <param name="Shown">The votes of which node are shown to which correct replica.</param>
internal sealed record TreeShape(
    string Name, IReadOnlyList<TreeNodeWanted> Nodes, IReadOnlyList<(int Epoch, int Correct)> Shown)
{
    private const int A = 0;
    private const int B = 1;
    private const int C = 2;

    public static IReadOnlyList<TreeShape> All { get; } =
    [
        new("thirdOfThree",
            [new(1, 0, A, B), new(2, 1, A, B), new(3, 1, B, C), new(4, 3, B, C), new(5, 4, B, C)],
            [(2, A), (5, C)]),
        new("firstOfTwo",
            [new(1, 0, A, B), new(2, 0, A, C), new(3, 2, A, C), new(4, 1, B, C), new(5, 4, B, C)],
            [(3, A), (5, B)]),
        new("secondOfTwo",
            [new(2, 0, A, B), new(3, 2, A, B), new(4, 2, B, C), new(5, 4, B, C)],
            [(3, A), (5, C)]),
        new("secondOfAny",
            [new(2, 0, A, B), new(3, 0, B, C), new(4, 2, A, B), new(5, 3, B, C)],
            [(4, A), (5, C)]),
        new("firstOfAny",
            [new(1, 0, A, B), new(2, 0, B, C), new(3, 1, A, B), new(4, 2, B, C), new(5, 3, A, B), new(6, 4, B, C)],
            [(5, A), (6, C)]),
        new("anyParent",
            [new(1, 0, A, B), new(2, 1, A, B), new(3, 0, B, C), new(4, 3, B, C), new(5, 4, B, C)],
            [(2, A), (5, C)]),
        new("oneVoteLess",
            [new(1, 0, A), new(2, 1, A), new(3, 0, C), new(4, 3, C), new(5, 4, C)],
            [(2, A), (5, C)]),
        new("competing",
            [new(1, 0, A, B), new(2, 0, B, C), new(3, 1, A, B), new(5, 2, B, C), new(6, 5, B, C), new(7, 6, B, C)],
            [(3, A), (7, C)]),
        new("gap",
            [new(2, 0, A, B), new(3, 2, A, B), new(5, 3, A, B), new(6, 5, A, B), new(7, 6, A, B)],
            [(5, B), (7, C)]),
    ];
}
