namespace Witan.Simulation.Checking.Linearizability;

/// <summary>What each operation does to a state, and whether its answer fits.</summary>
internal static class KvRules
{
    /// <summary>
    /// The state afterwards; null if the operation cannot answer so. An answer of null is unknown and fits everything;
    /// the revision is what a put gives as mod revision, 0 if not known.
    /// </summary>
    public static KvState? Apply(KvState state, KvOperation operation, KvAnswer? answer, long revision) =>
        (operation, answer) switch
        {
            (KvOperation.Put put, null or KvAnswer.Written) => Put(state, put, revision),
            (KvOperation.Delete delete, null) => state.Without(delete.Key),
            (KvOperation.Delete delete, KvAnswer.Deleted deleted) => Delete(state, delete, deleted.Count),
            (KvOperation.Get or KvOperation.Range, null) => state,
            (KvOperation.Get get, KvAnswer.Found found) => Read(state, get.Key, get.Key + '\0', found.Entries),
            (KvOperation.Range range, KvAnswer.Found found) => Read(state, range.First, range.End, found.Entries),
            (KvOperation.Txn, _) => throw new NotSupportedException("a transaction within a transaction"),
            _ => null,
        };

    /// <summary>Adds the states after the branch, if conditions and answer let it run.</summary>
    public static void ApplyBranch(
        KvState state, KvOperation.Txn txn, bool succeeded, KvAnswer.Chosen? answer, List<KvState> next)
    {
        if (answer is not null && answer.Succeeded != succeeded) return;
        if (Decide(state, txn.If) is { } decided && decided != succeeded) return;
        var branch = succeeded ? txn.Then : txn.Else;
        if (answer is not null && answer.Answers.Count != branch.Count) return;
        var after = succeeded ? Learn(state, txn.If) : state;
        for (var i = 0; i < branch.Count && after is not null; i++)
            after = Apply(after, branch[i], answer?.Answers[i], answer?.Revision ?? 0);
        if (after is not null) next.Add(after);
    }

    private static KvState Put(KvState state, KvOperation.Put put, long revision)
    {
        var version = (state.Find(put.Key)?.Version ?? 0) + 1;
        return state.With(new KvEntry(put.Key, put.Value, version, revision));
    }

    private static KvState? Delete(KvState state, KvOperation.Delete delete, int count)
    {
        var after = state.Without(delete.Key);
        return state.Count - after.Count == count ? after : null;
    }

    private static KvState? Read(KvState state, string first, string? end, IReadOnlyList<KvEntry> told)
    {
        var entries = state.InRange(first, end);
        if (entries.Length != told.Count) return null;
        var after = state;
        for (var i = 0; i < entries.Length; i++)
        {
            var (have, seen) = (entries[i], told[i]);
            if (have.Key != seen.Key || have.Value != seen.Value || !Agree(have.Version, seen.Version)
                || !Agree(have.ModRevision, seen.ModRevision)) return null;
            if (have.ModRevision == 0 && seen.ModRevision != 0)
                after = after.With(have with { ModRevision = seen.ModRevision });
        }

        return after;
    }

    /// <summary>0 says "not known" and agrees with all.</summary>
    private static bool Agree(long have, long seen) => have == 0 || seen == 0 || have == seen;

    /// <summary>Whether all conditions hold; null if that hangs on revisions that nobody has seen.</summary>
    private static bool? Decide(KvState state, IReadOnlyList<KvCondition> conditions)
    {
        bool? all = true;
        foreach (var condition in conditions)
        {
            var holds = condition.HoldsFor(state.Find(condition.Key));
            if (holds == false) return false;
            if (holds is null) all = null;
        }

        return all;
    }

    /// <summary>
    /// What follows from conditions that held: an equal revision is then known. Two conditions that contradict each
    /// other give null.
    /// </summary>
    private static KvState? Learn(KvState state, IReadOnlyList<KvCondition> conditions)
    {
        var after = state;
        foreach (var condition in conditions)
        {
            var entry = after.Find(condition.Key);
            if (condition is { Target: KvTarget.ModRevision, Relation: KvRelation.Equal }
                && entry is { ModRevision: 0 } found)
                after = after.With(found with { ModRevision = condition.Number });
            else if (condition.HoldsFor(entry) == false) return null;
        }

        return after;
    }
}
