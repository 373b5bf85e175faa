namespace Witan.Simulation.Checking.Linearizability;

/// <summary>
/// The registry as a sequential object: presence, value, version and mod revision of each key, as in etcd. Revisions
/// are taken from the answers and must agree with each other per key; in between, an unanswered put's revision is
/// known to nobody and fits every read until one has told it.
/// </summary>
/// <remarks>
/// A history has operations that were refused (which change nothing) left out by its recorder. Not modelled: leases,
/// old revisions, limits, create revisions (a create revision of 0 is a version of 0).
/// </remarks>
public sealed class KvModel : IModel<KvState, KvOperation, KvAnswer>
{
    private const int BytesPerEntry = 64;

    public KvState Initial => KvState.Empty;

    public int SizeOf(KvState state) => 40 + (BytesPerEntry * state.Count);

    public bool IsReadOnly(KvOperation operation) => operation.IsReadOnly;

    public void Touch(KvOperation operation, Footprint footprint) => operation.Touch(footprint);

    public void Step(KvState state, KvOperation operation, in Outcome<KvAnswer> outcome, List<KvState> next)
    {
        var answer = outcome.IsKnown ? outcome.Result : null;
        if (operation is KvOperation.Txn txn)
        {
            if (answer is not (null or KvAnswer.Chosen)) return;
            KvRules.ApplyBranch(state, txn, succeeded: true, answer as KvAnswer.Chosen, next);
            KvRules.ApplyBranch(state, txn, succeeded: false, answer as KvAnswer.Chosen, next);
        }
        else if (KvRules.Apply(state, operation, answer, answer?.Revision ?? 0) is { } after)
        {
            next.Add(after);
        }
    }

    /// <summary>
    /// Unanswered puts of values that no answer and no condition names write one and the same nameless value.
    /// </summary>
    public HistoryEntry<KvOperation, KvAnswer>[] Unify(HistoryEntry<KvOperation, KvAnswer>[] part)
    {
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in part)
        {
            if (entry.IsAnswered) NameValues(entry.Outcome.Result, named);
            if (entry.Operation is not KvOperation.Txn txn) continue;
            foreach (var condition in txn.If)
            {
                // An order of values tells nameless ones apart as well.
                if (condition.Target == KvTarget.Value && condition.Relation > KvRelation.NotEqual) return part;
                named.Add(condition.Value);
            }
        }

        var nameless = "(a value that nobody saw)";
        while (named.Contains(nameless)) nameless += "!";
        return Array.ConvertAll(part, entry =>
            entry is { IsAnswered: false, Operation: KvOperation.Put put } && !named.Contains(put.Value)
                ? HistoryEntry<KvOperation, KvAnswer>.Unanswered(
                    entry.Client, put with { Value = nameless }, entry.CalledAt)
                : entry);
    }

    private static void NameValues(KvAnswer answer, HashSet<string> named)
    {
        if (answer is KvAnswer.Found found)
        {
            foreach (var entry in found.Entries) named.Add(entry.Value);
        }
        else if (answer is KvAnswer.Chosen chosen)
        {
            foreach (var inner in chosen.Answers) NameValues(inner, named);
        }
    }

    public string Describe(KvOperation operation, in Outcome<KvAnswer> outcome) =>
        $"{operation} -> {(outcome.IsKnown ? outcome.Result.ToString() : "?")}";

    public string Describe(KvState state) => state.ToString();
}
