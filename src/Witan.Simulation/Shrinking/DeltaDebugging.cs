using System.Runtime.InteropServices;

namespace Witan.Simulation.Shrinking;

/// <summary>
/// Leaves out of a failing input what the failure does not need: ddmin of Zeller and Hildebrandt, Simplifying and
/// isolating failure-inducing input, IEEE TSE 2002, section 3. Deterministic if the predicate is.
/// </summary>
/// <remarks>Differs: the empty list is tried first, and no sublist is tried twice.</remarks>
public static class DeltaDebugging
{
    /// <param name="parts">Faults, operations, decisions: what may be left out one by one.</param>
    /// <param name="stillFails">Whether a sublist fails in the same way (same oracle), not just somehow.</param>
    /// <param name="budget">When it ends, the best so far is the result.</param>
    public static ShrinkResult<T> Minimize<T>(
        IReadOnlyList<T> parts, Func<IReadOnlyList<T>, bool> stillFails, TryBudget budget) =>
        new Search<T>(parts, stillFails, budget).Run();

    private sealed class Search<T>(IReadOnlyList<T> parts, Func<IReadOnlyList<T>, bool> stillFails, TryBudget budget)
    {
        private readonly HashSet<string> _passed = new(StringComparer.Ordinal);
        private int _tries;
        private bool _exhausted;

        public ShrinkResult<T> Run()
        {
            var all = new int[parts.Count];
            for (var i = 0; i < all.Length; i++) all[i] = i;
            if (!Fails(all)) return Result(all, minimal: false, reproduced: false);
            if (all.Length == 0 || Fails([])) return Result([], minimal: true, reproduced: true);
            var minimum = Reduce(all);
            return Result(minimum, minimal: !_exhausted, reproduced: true);
        }

        private int[] Reduce(int[] current)
        {
            var granularity = 2;
            while (current.Length > 1 && !_exhausted)
            {
                if (FailingSubset(current, granularity) is { } subset)
                {
                    (current, granularity) = (subset, 2);
                }
                else if (FailingComplement(current, granularity) is { } complement)
                {
                    (current, granularity) = (complement, Math.Max(granularity - 1, 2));
                }
                else if (granularity < current.Length)
                {
                    granularity = Math.Min(granularity * 2, current.Length);
                }
                else
                {
                    break;
                }
            }

            return current;
        }

        private int[]? FailingSubset(int[] current, int granularity)
        {
            for (var i = 0; i < granularity && !_exhausted; i++)
            {
                var subset = current[StartOf(current, granularity, i)..StartOf(current, granularity, i + 1)];
                if (Fails(subset)) return subset;
            }

            return null;
        }

        private int[]? FailingComplement(int[] current, int granularity)
        {
            for (var i = 0; i < granularity && !_exhausted; i++)
            {
                int[] complement =
                [
                    .. current[..StartOf(current, granularity, i)],
                    .. current[StartOf(current, granularity, i + 1)..],
                ];
                if (Fails(complement)) return complement;
            }

            return null;
        }

        /// <summary>Where the i-th of equally large pieces begins.</summary>
        private static int StartOf(int[] current, int granularity, int piece) =>
            (int)((long)current.Length * piece / granularity);

        /// <summary>
        /// Runs the sublist, unless it passed before. What failed becomes the current list and never comes again.
        /// </summary>
        private bool Fails(int[] chosen)
        {
            var key = new string(MemoryMarshal.Cast<int, char>(chosen));
            if (_passed.Contains(key)) return false;
            if (!budget.Take())
            {
                _exhausted = true;
                return false;
            }

            _tries++;
            if (stillFails(Array.ConvertAll(chosen, i => parts[i]))) return true;
            _passed.Add(key);
            return false;
        }

        private ShrinkResult<T> Result(int[] chosen, bool minimal, bool reproduced) =>
            new(Array.ConvertAll(chosen, i => parts[i]), _tries, minimal, reproduced);
    }
}
