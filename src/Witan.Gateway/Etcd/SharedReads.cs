namespace Witan.Gateway.Etcd;

/// <summary>
/// Equal linearizable reads that wait together are one read. Each is answered by a read that began after it came: while
/// one is under way, those that come wait for the next, which is asked once for all of them. A read that is alone is
/// asked at once, and no read waits for an unequal one.
/// </summary>
internal sealed class SharedReads(IRegistry registry) : IRegistry
{
    private readonly Lock _gate = new();

    // By the query that is under way: who waits for the one after it, if anybody does. No more than calls in flight.
    private readonly Dictionary<ReadOnlyMemory<byte>, SharedRead?> _next = new(ByteEquality.Instance);

    public ulong Configuration => registry.Configuration;

    public ValueTask<RegistryAnswer> SubmitAsync(ReadOnlyMemory<byte> request, CancellationToken cancellation) =>
        registry.SubmitAsync(request, cancellation);

    public ValueTask<RegistryAnswer> QueryAsync(
        ReadOnlyMemory<byte> query, ReadConsistency consistency, CancellationToken cancellation)
    {
        if (consistency != ReadConsistency.Linearizable) return registry.QueryAsync(query, consistency, cancellation);
        return Join(query) is { } shared ? WaitAsync(shared, cancellation) : AskAloneAsync(query, cancellation);
    }

    /// <returns>Null for a read that is alone: an equal one that comes later waits for it.</returns>
    private SharedRead? Join(ReadOnlyMemory<byte> query)
    {
        lock (_gate)
        {
            if (_next.TryAdd(query, null)) return null;
            var shared = _next[query];
            if (shared is not { HasReaders: true }) _next[query] = shared = new SharedRead();
            shared.Readers++;
            return shared;
        }
    }

    private async ValueTask<RegistryAnswer> AskAloneAsync(ReadOnlyMemory<byte> query, CancellationToken cancellation)
    {
        try
        {
            return await registry.QueryAsync(query, ReadConsistency.Linearizable, cancellation).ConfigureAwait(false);
        }
        finally
        {
            if (TakeNext(query) is { } next) _ = ServeAsync(query, next);
        }
    }

    private async ValueTask<RegistryAnswer> WaitAsync(SharedRead shared, CancellationToken cancellation)
    {
        try
        {
            return await shared.Answer.WaitAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            lock (_gate) shared.Readers--;
            // Nobody waits any more: what is asked for nobody does not keep its place among the waiting reads.
            if (!shared.HasReaders) shared.Abandon();
        }
    }

    /// <summary>One read after another, as long as somebody came during the one before.</summary>
    private async Task ServeAsync(ReadOnlyMemory<byte> query, SharedRead first)
    {
        // Begun by a reader on its way out, who waits for nobody.
        await Task.Yield();
        for (var shared = first; shared is not null; shared = TakeNext(query))
        {
            try
            {
                shared.Settle(await registry.QueryAsync(query, ReadConsistency.Linearizable, shared.Abandoned)
                    .ConfigureAwait(false));
            }
#pragma warning disable CA1031 // Whatever it was, it is each reader's, whose call reports it.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                shared.Fail(failure);
            }
        }
    }

    /// <returns>Those who wait; if nobody does, the next equal read is alone again.</returns>
    private SharedRead? TakeNext(ReadOnlyMemory<byte> query)
    {
        lock (_gate)
        {
            var next = _next[query];
            if (next is { HasReaders: true })
            {
                _next[query] = null;
                return next;
            }

            _next.Remove(query);
            return null;
        }
    }

    private sealed class ByteEquality : IEqualityComparer<ReadOnlyMemory<byte>>
    {
        public static readonly ByteEquality Instance = new();

        public bool Equals(ReadOnlyMemory<byte> x, ReadOnlyMemory<byte> y) => x.Span.SequenceEqual(y.Span);

        public int GetHashCode(ReadOnlyMemory<byte> obj)
        {
            var hash = default(HashCode);
            hash.AddBytes(obj.Span);
            return hash.ToHashCode();
        }
    }
}
