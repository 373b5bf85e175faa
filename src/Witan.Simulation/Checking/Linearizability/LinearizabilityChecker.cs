namespace Witan.Simulation.Checking.Linearizability;

/// <summary>
/// Decides whether a history of concurrent operations can be explained by a sequential order that respects real time,
/// looking at calls and answers only. It needs nothing from the system under test, so it serves real clusters too.
/// </summary>
/// <remarks>
/// An operation without an answer may take effect at any time after its call, or never. The problem is NP-complete
/// (Gibbons and Korach, SIAM J. Comput. 1997), hence the budget.
/// </remarks>
public sealed class LinearizabilityChecker<TState, TOperation, TResult>
    where TState : IEquatable<TState>
{
    private readonly IModel<TState, TOperation, TResult> _model;
    private readonly CheckBudget _budget;

    public LinearizabilityChecker(IModel<TState, TOperation, TResult> model, CheckBudget? budget = null)
    {
        _model = model;
        _budget = budget ?? CheckBudget.Default;
    }

    /// <param name="history">In any order.</param>
    public LinearizabilityReport Check(IReadOnlyList<HistoryEntry<TOperation, TResult>> history)
    {
        var kept = new List<int>();
        for (var i = 0; i < history.Count; i++)
        {
            if (history[i].IsAnswered || !_model.IsReadOnly(history[i].Operation)) kept.Add(i);
        }

        // Small parts first: a violation in one is found although a large one would use up the budget.
        var parts = KeyPartition.Of(_model, kept.ConvertAll(i => history[i].Operation));
        long steps = 0;
        var undecided = 0;
        foreach (var part in parts)
        {
            var indices = Array.ConvertAll(part, i => kept[i]);
            var entries = Array.ConvertAll(indices, i => history[i]);
            var search = new PartSearch<TState, TOperation, TResult>(_model, entries);
            var verdict = search.Run(_budget.Steps - steps, _budget.CacheBytes);
            steps += search.Steps;
            if (verdict == CheckVerdict.Unknown) undecided++;
            if (verdict == CheckVerdict.NotLinearizable) return Violation(search, indices, entries, steps, parts.Count);
        }

        return new LinearizabilityReport
        {
            Verdict = undecided > 0 ? CheckVerdict.Unknown : CheckVerdict.Linearizable,
            Steps = steps,
            Parts = parts.Count,
            Text = undecided > 0
                ? $"unknown: the budget ended after {steps} steps; {undecided} of {parts.Count} parts are undecided"
                : $"linearizable: {history.Count} operations in {parts.Count} parts, {steps} steps",
        };
    }

    private LinearizabilityReport Violation(
        PartSearch<TState, TOperation, TResult> search, int[] indices, HistoryEntry<TOperation, TResult>[] entries,
        long steps, int parts) => new()
        {
            Verdict = CheckVerdict.NotLinearizable,
            Steps = steps,
            Parts = parts,
            LongestPrefix = Array.ConvertAll(search.Furthest, i => indices[i]),
            Blocked = indices[search.Blocked],
            Text = ViolationText.Of(_model, entries, search.Furthest, search.FurthestState, search.Blocked),
        };
}
