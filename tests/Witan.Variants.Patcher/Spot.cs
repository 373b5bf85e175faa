namespace Witan.Variants.Patcher;

/// <summary>A stretch of a source file with everything that variants put there instead.</summary>
/// <param name="Start">First character.</param>
/// <param name="End">Behind the last.</param>
/// <param name="Alternatives">Of different variants; at least one.</param>
internal sealed record Spot(int Start, int End, List<Replacement> Alternatives)
{
    public bool Holds(Spot other) => Start <= other.Start && other.End <= End;
}
