namespace Witan.Simulation.Twins;

/// <summary>Who leads and who hears whom in one round.</summary>
/// <param name="Leader">An id. If it has a twin, both instances lead.</param>
/// <param name="Blocks">
/// A partition of the nodes: a message of this round reaches the nodes of its sender's block. See
/// <see cref="TwinsInput.IdOf"/> for what a node is.
/// </param>
public sealed record TwinsRound(int Leader, IReadOnlyList<IReadOnlyList<int>> Blocks)
{
    /// <summary>E.g. <c>3: 0 1 | 2 3 4</c>.</summary>
    public override string ToString() =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Leader}: ")
        + string.Join(" | ", Blocks.Select(block => string.Join(' ', block)));
}
