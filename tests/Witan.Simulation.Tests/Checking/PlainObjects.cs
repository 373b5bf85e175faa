using Witan.Simulation.Checking.Linearizability;

namespace Witan.Simulation.Tests.Checking;

internal sealed class PlainRegister : ISequentialObject<RegisterOperation, long>
{
    private long _value;

    public long Apply(RegisterOperation operation)
    {
        if (operation.Written is { } written) _value = written;
        return _value;
    }

    public bool Same(long left, long right) => left == right;
}

internal sealed class PlainCounter : ISequentialObject<CounterOperation, long>
{
    private long _value;

    public long Apply(CounterOperation operation) => _value += operation.Added ?? 0;

    public bool Same(long left, long right) => left == right;
}

/// <summary>
/// The registry as a sorted dictionary with one counter of revisions, as etcd's documentation tells it.
/// </summary>
internal sealed class PlainRegistry(bool tellsRevisions) : ISequentialObject<KvOperation, KvAnswer>
{
    private readonly SortedDictionary<string, KvEntry> _entries = new(StringComparer.Ordinal);
    private long _revision = 1;

    public KvAnswer Apply(KvOperation operation)
    {
        var before = new Dictionary<string, KvEntry>(_entries);
        var next = _revision + 1;
        KvAnswer answer;
        if (operation is KvOperation.Txn txn)
        {
            var holds = txn.If.All(condition => Holds(condition, before));
            var answers = (holds ? txn.Then : txn.Else).Select(inner => ApplySimple(inner, next)).ToList();
            answer = new KvAnswer.Chosen(holds, answers);
        }
        else
        {
            answer = ApplySimple(operation, next);
        }

        if (!before.OrderBy(e => e.Key, StringComparer.Ordinal).SequenceEqual(_entries)) _revision = next;
        return answer with { Revision = tellsRevisions ? _revision : 0 };
    }

    public bool Same(KvAnswer left, KvAnswer right) => left.ToString() == right.ToString();

    private KvAnswer ApplySimple(KvOperation operation, long revision)
    {
        switch (operation)
        {
            case KvOperation.Put put:
                var version = _entries.TryGetValue(put.Key, out var old) ? old.Version + 1 : 1;
                _entries[put.Key] = new KvEntry(put.Key, put.Value, version, revision);
                return new KvAnswer.Written();
            case KvOperation.Delete delete:
                return new KvAnswer.Deleted(_entries.Remove(delete.Key) ? 1 : 0);
            case KvOperation.Get get:
                return Found(e => e.Key == get.Key);
            case KvOperation.Range range:
                return Found(e => string.CompareOrdinal(e.Key, range.First) >= 0
                    && (range.End is null || string.CompareOrdinal(e.Key, range.End) < 0));
            default:
                throw new ArgumentException(operation.ToString());
        }
    }

    private KvAnswer.Found Found(Func<KvEntry, bool> wanted) => new(
        [.. _entries.Values.Where(wanted).Select(e => tellsRevisions ? e : e with { ModRevision = 0 })]);

    private static bool Holds(KvCondition condition, Dictionary<string, KvEntry> entries)
    {
        var exists = entries.TryGetValue(condition.Key, out var entry);
        if (condition.Target == KvTarget.Value && !exists) return false;
        var comparison = condition.Target switch
        {
            KvTarget.Value => string.CompareOrdinal(entry.Value, condition.Value),
            KvTarget.Version => (exists ? entry.Version : 0).CompareTo(condition.Number),
            _ => (exists ? entry.ModRevision : 0).CompareTo(condition.Number),
        };
        return condition.Relation switch
        {
            KvRelation.Equal => comparison == 0,
            KvRelation.NotEqual => comparison != 0,
            KvRelation.Less => comparison < 0,
            _ => comparison > 0,
        };
    }
}
