using System.Runtime.InteropServices;
using Witan.Core.Application;
using Witan.Core.Messages;
using Witan.Crypto;
using Witan.Primitives;

namespace Witan.Core.Execution;

/// <summary>The requests of one block that execute, in order, with the bundle that each came in.</summary>
internal sealed class RequestBatch
{
    private readonly List<(Bundle Bundle, ulong Number)> _sources = [];
    private readonly List<Request> _requests = [];

    public IReadOnlyList<Request> Requests => _requests;

    public void Add(Bundle bundle, ulong number, ReadOnlyMemory<byte> body)
    {
        _sources.Add((bundle, number));
        _requests.Add(new Request(bundle.Session.Client, body));
    }

    /// <summary>
    /// Pairs requests with their results, keeps these in the sessions, and groups the leaves by bundle.
    /// </summary>
    public List<ExecutedBundle> Collect(ResultList results, SessionLedger sessions)
    {
        var executed = new List<ExecutedBundle>();
        for (var start = 0; start < _sources.Count;)
        {
            var bundle = _sources[start].Bundle;
            var leaves = new List<ResultLeaf>(bundle.Requests.Count);
            var next = start;
            for (; next < _sources.Count && ReferenceEquals(_sources[next].Bundle, bundle); next++)
            {
                var leaf = new ResultLeaf(
                    bundle.Session, _sources[next].Number, Sha256.Hash(_requests[next].Body.Span), results[next]);
                leaves.Add(leaf);
            }

            sessions.Keep(CollectionsMarshal.AsSpan(leaves));
            executed.Add(new ExecutedBundle(bundle, start, leaves));
            start = next;
        }

        return executed;
    }

    public Digest[] LeafHashes(IReadOnlyList<ExecutedBundle> executed)
    {
        var hashes = new Digest[_requests.Count];
        var next = 0;
        foreach (var bundle in executed)
        {
            ResultLeaf.HashInto(bundle.Leaves, hashes.AsSpan(next));
            next += bundle.Leaves.Count;
        }

        return hashes;
    }
}
