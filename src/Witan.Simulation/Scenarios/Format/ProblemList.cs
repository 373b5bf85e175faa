namespace Witan.Simulation.Scenarios.Format;

/// <summary>Gathers what is wrong with a file, up to a bound.</summary>
internal sealed class ProblemList
{
    private readonly List<ScenarioProblem> _found = [];

    public bool Any => _found.Count > 0;

    public ValueList<ScenarioProblem> Found => [.. _found];

    public void Add(string path, string message)
    {
        if (_found.Count < ScenarioReader.MaxProblems) _found.Add(new ScenarioProblem(path, message));
    }

    /// <summary>Whether something is wrong with the value at this path as a whole.</summary>
    public bool Has(string path) => _found.Any(problem => problem.Path == path);

    /// <summary>Whether nothing is known to be wrong with the value at this path and what it holds.</summary>
    public bool IsSound(string path) => !_found.Any(problem => IsWithin(problem.Path, path));

    private static bool IsWithin(string inner, string outer) =>
        inner.StartsWith(outer, StringComparison.Ordinal)
        && (inner.Length == outer.Length || inner[outer.Length] is '.' or '[');
}
