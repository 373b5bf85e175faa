using System.Globalization;

namespace Witan.Simulation.Checking.Linearizability;

/// <summary>One counter, 0 at first. Every operation answers the number after it.</summary>
public sealed class CounterModel : IModel<long, CounterOperation, long>
{
    public long Initial => 0;

    public int SizeOf(long state) => 8;

    public bool IsReadOnly(CounterOperation operation) => operation.Added is null;

    public void Touch(CounterOperation operation, Footprint footprint) => footprint.Key("");

    /// <summary>Wraps around: what clients add overflows nothing.</summary>
    public void Step(long state, CounterOperation operation, in Outcome<long> outcome, List<long> next)
    {
        var after = unchecked(state + (operation.Added ?? 0));
        if (!outcome.IsKnown || outcome.Result == after) next.Add(after);
    }

    public string Describe(CounterOperation operation, in Outcome<long> outcome)
    {
        var call = operation.Added is { } amount
            ? string.Create(CultureInfo.InvariantCulture, $"add({amount})")
            : "read()";
        return call + " -> " + (outcome.IsKnown ? outcome.Result.ToString(CultureInfo.InvariantCulture) : "?");
    }

    public string Describe(long state) => state.ToString(CultureInfo.InvariantCulture);
}
