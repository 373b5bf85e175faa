namespace Witan.Simulation.Shrinking;

/// <summary>Brings a number of a failing run (replicas, operations, milliseconds) towards a floor.</summary>
public static class NumberShrinker
{
    /// <summary>
    /// Tries the floor, then halves the distance between a number that passed and one that failed. Where all numbers
    /// above some point fail, the result is that point; elsewhere the number below the result was at least seen to
    /// pass.
    /// </summary>
    /// <param name="value">A number with which the run fails; this is not tried.</param>
    /// <param name="floor">Not above the value.</param>
    /// <param name="stillFails">Whether the run with a number fails in the same way.</param>
    /// <param name="budget">When it ends, the best so far is the result.</param>
    /// <returns>The lowest number that was seen to fail.</returns>
    public static long Minimize(long value, long floor, Func<long, bool> stillFails, TryBudget budget)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, floor);
        if (value == floor) return value;
        if (!budget.Take()) return value;
        if (stillFails(floor)) return floor;

        // The floor passes; each candidate lies between it and the best so far.
        var passed = floor;
        while (value - passed > 1 && budget.Take())
        {
            var candidate = passed + ((value - passed) / 2);
            if (stillFails(candidate)) value = candidate;
            else passed = candidate;
        }

        return value;
    }
}
