using Witan.Registry;

namespace Witan.Tests.Registry;

/// <summary>
/// The registry as a plain list of all versions ever written, searched from end to end. Knows nothing of maps,
/// encodings or sweeps; the oracle of the model tests.
/// </summary>
internal sealed class ReferenceStore
{
    private readonly List<Version> _versions = [];
    private long _pending;

    public long Revision { get; private set; } = 1;

    public long Compacted { get; private set; } = -1;

    public IReadOnlyList<Version> Versions => _versions;

    public RegistryResult Apply(RegistryRequest request)
    {
        var result = request switch
        {
            RegistryRequest.Put { Lease: not 0 } => Refuse(RegistryError.LeaseNotFound),
            RegistryRequest.Compact compact => Compact(compact.Revision),
            RegistryRequest.Txn txn => Transact(txn),
            _ => Operate(request),
        };
        Revision += _pending;
        _pending = 0;
        return result;
    }

    public RegistryResult Range(RegistryRequest.Range range)
    {
        var current = Revision + _pending;
        if (range.Revision > current) return Refuse(RegistryError.FutureRevision);
        if (range.Revision > 0 && range.Revision < Compacted) return Refuse(RegistryError.Compacted);
        var all = At(range.Key, range.RangeEnd, range.Revision <= 0 ? current : range.Revision);
        var filtered = range.MinModRevision != 0 || range.MaxModRevision != 0
            || range.MinCreateRevision != 0 || range.MaxCreateRevision != 0;
        var shown = all.AsEnumerable();
        if (range.Limit > 0 && range.SortOrder == SortOrder.None && !filtered) shown = shown.Take((int)range.Limit + 1);
        if (range.MinModRevision != 0) shown = shown.Where(v => v.Mod >= range.MinModRevision);
        if (range.MaxModRevision != 0) shown = shown.Where(v => v.Mod <= range.MaxModRevision);
        if (range.MinCreateRevision != 0) shown = shown.Where(v => v.Create >= range.MinCreateRevision);
        if (range.MaxCreateRevision != 0) shown = shown.Where(v => v.Create <= range.MaxCreateRevision);
        var sorted = Sort(shown, range).ToList();
        if (range.CountOnly) sorted = [];
        var more = range.Limit > 0 && sorted.Count > range.Limit;
        var kvs = sorted.Take(more ? (int)range.Limit : sorted.Count)
            .Select(v => range.KeysOnly ? v.ToKeyValue() with { Value = default } : v.ToKeyValue()).ToList();
        return new RegistryResult.Range
        {
            Revision = current,
            Kvs = kvs,
            More = more,
            Count = range.SkipCount && !range.CountOnly ? kvs.Count : all.Count,
        };
    }

    public List<Version> At(ReadOnlyMemory<byte> key, ReadOnlyMemory<byte> end, long revision)
    {
        var newest = new SortedDictionary<string, Version>(StringComparer.Ordinal);
        var (first, last) = (key.ToArray(), end.ToArray());
        foreach (var version in _versions)
        {
            if (version.Main <= revision && InRange(version.Key, first, last))
                newest[Convert.ToHexString(version.Key)] = version;
        }

        return newest.Values.Where(v => !v.Deleted).ToList();
    }

    /// <summary>What may still be asked for after the last compaction.</summary>
    public List<Version> Readable() => _versions.Where((v, i) =>
        v.Main > Compacted || (!v.Deleted && !_versions.Skip(i + 1)
            .Any(later => later.Main <= Compacted && later.Key.AsSpan().SequenceEqual(v.Key)))).ToList();

    private static bool InRange(byte[] key, byte[] from, byte[] end)
    {
        if (end.Length == 0) return key.AsSpan().SequenceEqual(from);
        var above = string.CompareOrdinal(Convert.ToHexString(key), Convert.ToHexString(from)) >= 0;
        return above && (end is [0]
            || string.CompareOrdinal(Convert.ToHexString(key), Convert.ToHexString(end)) < 0);
    }

    private static IEnumerable<Version> Sort(IEnumerable<Version> versions, RegistryRequest.Range range)
    {
        Func<Version, IComparable> by = range.SortTarget switch
        {
            SortTarget.Version => v => v.Number,
            SortTarget.Create => v => v.Create,
            SortTarget.Mod => v => v.Mod,
            SortTarget.Value => v => new Hex(Convert.ToHexString(v.Value)),
            _ => v => new Hex(Convert.ToHexString(v.Key)),
        };
        return range.SortOrder == SortOrder.Descend ? versions.OrderByDescending(by) : versions.OrderBy(by);
    }

    private RegistryResult Operate(RegistryRequest request)
    {
        var revision = Revision + 1;
        switch (request)
        {
            case RegistryRequest.Put put:
                var before = At(put.Key, default, revision).SingleOrDefault();
                if (before is null && (put.IgnoreValue || put.IgnoreLease)) return Refuse(RegistryError.KeyNotFound);
                _versions.Add(new Version(
                    put.Key.ToArray(), revision, before?.Create ?? revision, revision, (before?.Number ?? 0) + 1,
                    put.IgnoreLease ? before!.Lease : put.Lease,
                    put.IgnoreValue ? before!.Value : put.Value.ToArray(), false));
                _pending = 1;
                var previous = put.PrevKv ? before?.ToKeyValue() : null;
                return new RegistryResult.Put { Revision = revision, PrevKv = previous };
            case RegistryRequest.DeleteRange delete:
                var gone = At(delete.Key, delete.RangeEnd, revision);
                foreach (var v in gone) _versions.Add(v with { Main = revision, Deleted = true });
                if (gone.Count > 0) _pending = 1;
                return new RegistryResult.DeleteRange
                {
                    Revision = Revision + _pending,
                    Deleted = gone.Count,
                    PrevKvs = delete.PrevKv ? gone.Select(v => v.ToKeyValue()).ToList() : [],
                };
            default:
                return Range((RegistryRequest.Range)request);
        }
    }

    private RegistryResult Compact(long revision)
    {
        if (revision <= Compacted) return Refuse(RegistryError.Compacted);
        if (revision > Revision) return Refuse(RegistryError.FutureRevision);
        Compacted = revision;
        return new RegistryResult.Compact { Revision = Revision };
    }

    private RegistryResult Transact(RegistryRequest.Txn txn)
    {
        var branches = new Dictionary<RegistryRequest.Txn, bool>(ReferenceEqualityComparer.Instance);
        var path = new List<RegistryRequest>();
        Choose(txn, branches, path);
        foreach (var put in path.OfType<RegistryRequest.Put>())
        {
            if ((put.IgnoreValue || put.IgnoreLease) && At(put.Key, default, Revision).Count == 0)
                return Refuse(RegistryError.KeyNotFound);
            if (put.Lease != 0) return Refuse(RegistryError.LeaseNotFound);
        }

        foreach (var range in path.OfType<RegistryRequest.Range>().Where(r => r.Revision != 0))
        {
            if (range.Revision > Revision) return Refuse(RegistryError.FutureRevision);
            if (range.Revision < Compacted) return Refuse(RegistryError.Compacted);
        }

        var count = _versions.Count;
        try
        {
            var done = Run(txn, branches);
            return new RegistryResult.Txn
            {
                Revision = Revision + _pending,
                Succeeded = done.Succeeded,
                Responses = done.Responses,
            };
        }
        catch (AbortedException aborted)
        {
            _versions.RemoveRange(count, _versions.Count - count);
            _pending = 0;
            return Refuse(aborted.Error);
        }
    }

    private void Choose(
        RegistryRequest.Txn txn, Dictionary<RegistryRequest.Txn, bool> branches, List<RegistryRequest> path)
    {
        branches[txn] = txn.Compare.All(Holds);
        foreach (var operation in branches[txn] ? txn.Success : txn.Failure)
        {
            if (operation is RegistryRequest.Txn nested) Choose(nested, branches, path);
            else path.Add(operation);
        }
    }

    private RegistryResult.Txn Run(RegistryRequest.Txn txn, Dictionary<RegistryRequest.Txn, bool> branches)
    {
        var responses = new List<RegistryResult>();
        foreach (var operation in branches[txn] ? txn.Success : txn.Failure)
        {
            var response = operation is RegistryRequest.Txn nested ? Run(nested, branches) : Operate(operation);
            if (response is RegistryResult.Refused refused) throw new AbortedException { Error = refused.Error };
            responses.Add(response);
        }

        return new RegistryResult.Txn { Revision = 0, Succeeded = branches[txn], Responses = responses };
    }

    private bool Holds(Comparison comparison)
    {
        var found = At(comparison.Key, comparison.RangeEnd, Revision);
        if (found.Count == 0 && comparison.Target == ComparisonTarget.Value) return false;
        if (found.Count == 0) return Stands(0L.CompareTo(comparison.Number), comparison.Result);
        return found.TrueForAll(v => Stands(
            comparison.Target switch
            {
                ComparisonTarget.Version => v.Number.CompareTo(comparison.Number),
                ComparisonTarget.Create => v.Create.CompareTo(comparison.Number),
                ComparisonTarget.Mod => v.Mod.CompareTo(comparison.Number),
                ComparisonTarget.Lease => v.Lease.CompareTo(comparison.Number),
                _ => string.CompareOrdinal(
                    Convert.ToHexString(v.Value), Convert.ToHexString(comparison.Value.Span)),
            },
            comparison.Result));
    }

    private static bool Stands(int order, ComparisonResult wanted) =>
        (order == 0 && wanted == ComparisonResult.Equal) || (order > 0 && wanted == ComparisonResult.Greater)
        || (order < 0 && wanted == ComparisonResult.Less) || (order != 0 && wanted == ComparisonResult.NotEqual);

    private RegistryResult.Refused Refuse(RegistryError error) =>
        new() { Revision = Revision, CompactedRevision = Compacted, Error = error };

    internal sealed record Version(
        byte[] Key, long Main, long Create, long Mod, long Number, long Lease, byte[] Value, bool Deleted)
    {
        public KeyValue ToKeyValue() => new()
        {
            Key = Key,
            Value = Value,
            CreateRevision = Create,
            ModRevision = Mod,
            Version = Number,
            Lease = Lease,
        };
    }

    /// <summary>Bytes as hexadecimal text: ordinal order of the text is the order of the bytes.</summary>
    private sealed record Hex(string Text) : IComparable
    {
        public int CompareTo(object? obj) => string.CompareOrdinal(Text, ((Hex)obj!).Text);
    }

    private sealed class AbortedException : Exception
    {
        public required RegistryError Error { get; init; }
    }
}
