namespace Witan.Simulation.Checking.Linearizability;

/// <summary>
/// The registry as a sequential object: presence, value, version and mod revision of each key, as in etcd. Revisions
/// are taken from the answers and must agree with each other per key; in between, an unanswered put's revision is known to
/// nobody and fits every read until one has told it.
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

    public string Describe(KvOperation operation, in Outcome<KvAnswer> outcome) =>
        $"{operation} -> {(outcome.IsKnown ? outcome.Result.ToString() : "?")}";

    public string Describe(KvState state) => state.ToString();
}
