namespace Witan.Simulation.Twins;

/// <summary>One schedule to run: what holds in each round, the first first.</summary>
public sealed record TwinsCase(IReadOnlyList<TwinsRound> Rounds)
{
    public override string ToString() => string.Join(" / ", Rounds);
}
