using Witan.Simulation.Worlds;

namespace Witan.Simulation.Checking;

/// <summary>What the oracles found in one run. Bounded: a broken run breaks everything after it.</summary>
public sealed class Findings(World world)
{
    /// <summary>More violations than this say nothing new.</summary>
    public const int Limit = 20;

    private readonly List<Violation> _violations = [];

    public IReadOnlyList<Violation> Violations => _violations;

    public bool Any => _violations.Count > 0;

    public void Add(string oracle, string text)
    {
        if (_violations.Count < Limit) _violations.Add(new Violation(oracle, text, world.Now));
    }
}
