using System.Collections;
using Witan.Core.Application;
using Witan.Core.Messages;
using Witan.Crypto;
using Witan.Crypto.Trees;
using Witan.Primitives;

namespace Witan.Core.Execution;

/// <summary>
/// The requests of one block that execute, in order: a view of the bundles that they came in. Most bundles execute as a
/// whole, so what is kept is where runs of them begin.
/// </summary>
internal sealed class RequestBatch : IReadOnlyList<Request>
{
    private readonly List<Run> _runs = [];

    public int Count { get; private set; }

    public Request this[int index]
    {
        get
        {
            if ((uint)index >= (uint)Count) throw new ArgumentOutOfRangeException(nameof(index));
            return _runs[RunOf(index)].RequestAt(index);
        }
    }

    /// <summary>Adds the next request.</summary>
    /// <param name="bundle">Whose requests are added one after the other.</param>
    /// <param name="place">Its place in the bundle, above that of the request before.</param>
    public void Add(Bundle bundle, int place)
    {
        if (_runs.Count > 0 && _runs[^1] is var last && ReferenceEquals(last.Bundle, bundle)
            && last.Place + last.Count == place)
            _runs[^1] = last with { Count = last.Count + 1 };
        else _runs.Add(new Run(bundle, place, Count, 1));
        Count++;
    }

    /// <summary>Pairs requests with their results, by bundle, and keeps these in the sessions.</summary>
    public List<ExecutedBundle> Collect(ResultList results, SessionLedger sessions)
    {
        var executed = new List<ExecutedBundle>();
        for (var run = 0; run < _runs.Count;)
        {
            var (bundle, first) = (_runs[run].Bundle, _runs[run].Start);
            var next = run;
            while (next < _runs.Count && ReferenceEquals(_runs[next].Bundle, bundle)) next++;
            var leaves = LeavesOf(run, next, results);
            sessions.Keep(leaves);
            executed.Add(new ExecutedBundle(bundle, first, leaves));
            run = next;
        }

        return executed;
    }

    /// <summary>The results tree: of it a bundle's leaves are proved, always all.</summary>
    public MerkleLog ResultsOf(IReadOnlyList<ExecutedBundle> executed)
    {
        if (executed.Count == 1) return MerkleLog.OfOneRun(ResultLeaf.Hashes(executed[0].Leaves));
        var hashes = new Digest[Count];
        foreach (var bundle in executed) ResultLeaf.HashInto(bundle.Leaves, hashes.AsSpan(bundle.FirstLeaf));
        return MerkleLog.OfHashes(hashes);
    }

    public IEnumerator<Request> GetEnumerator()
    {
        foreach (var run in _runs)
        {
            for (var i = 0; i < run.Count; i++) yield return run.RequestAt(run.Start + i);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int RunOf(int index)
    {
        var (low, high) = (0, _runs.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (_runs[middle].Start <= index) low = middle;
            else high = middle - 1;
        }

        return low;
    }

    /// <summary>What some runs of one bundle resulted in.</summary>
    /// <returns>
    /// Copied: as the state is to keep it, if that is one entry; else each by itself, since together they may be larger
    /// than any array can be.
    /// </returns>
    private IReadOnlyList<ResultLeaf> LeavesOf(int run, int end, ResultList results)
    {
        var (first, last) = (_runs[run], _runs[end - 1]);
        var count = last.Start + last.Count - first.Start;
        long size = KeptResults.HeadBytes;
        for (var i = first.Start; i < first.Start + count; i++) size += KeptResults.LeastBytes + results[i].Length;
        if (size > KeptResults.MaxEntryBytes)
            return Leaves(run, end, results).Select(leaf => leaf with { Result = leaf.Result.ToArray() }).ToArray();
        var entry = KeptResults.Begin((int)size, last.NumberAt(last.Start + last.Count - 1), count);
        foreach (var leaf in Leaves(run, end, results)) KeptResults.Write(entry, leaf);
        return new KeptLeaves(first.Bundle.Session, entry.Take(), count);
    }

    private IEnumerable<ResultLeaf> Leaves(int run, int end, ResultList results)
    {
        for (; run < end; run++)
        {
            var current = _runs[run];
            for (var i = current.Start; i < current.Start + current.Count; i++)
            {
                var request = Sha256.Hash(current.RequestAt(i).Body.Span);
                yield return new ResultLeaf(current.Bundle.Session, current.NumberAt(i), request, results[i]);
            }
        }
    }

    /// <summary>Requests of a bundle, one after the other.</summary>
    /// <param name="Bundle">Whose.</param>
    /// <param name="Place">Of the first in its bundle.</param>
    /// <param name="Start">Of the first in the batch.</param>
    /// <param name="Count">How many.</param>
    private readonly record struct Run(Bundle Bundle, int Place, int Start, int Count)
    {
        public Request RequestAt(int index) => new(Bundle.Session.Client, Bundle.Requests[Place + index - Start]);

        public ulong NumberAt(int index) => Bundle.First + (ulong)(Place + index - Start);
    }
}
