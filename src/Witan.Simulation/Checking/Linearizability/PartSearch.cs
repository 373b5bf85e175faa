namespace Witan.Simulation.Checking.Linearizability;

/// <summary>
/// Looks for a sequential order of one part: depth first over the operations that may come next, each configuration
/// once (Wing and Gong 1993, with the memory of Lowe 2017 and Horn and Kroening 2015).
/// </summary>
internal sealed class PartSearch<TState, TOperation, TResult>
    where TState : IEquatable<TState>
{
    private readonly IModel<TState, TOperation, TResult> _model;
    private readonly HistoryEntry<TOperation, TResult>[] _entries;
    private readonly int[] _equalBefore;
    private readonly EventChains _chains;
    private readonly ConfigurationCache<TState> _cache;
    private readonly Stack<Frame> _placed = new();
    private readonly List<TState> _next = [];
    private TState _state;
    private int _answeredPlaced;
    private (int Rank, int Answered, int FewUnanswered) _furthest = (-1, 0, 0);

    public PartSearch(
        IModel<TState, TOperation, TResult> model, HistoryEntry<TOperation, TResult>[] entries)
    {
        _model = model;
        _entries = model.Unify(entries);
        _equalBefore = EqualBefore(_entries);
        _state = model.Initial;
        FurthestState = _state;
        _cache = new ConfigurationCache<TState>(entries.Length);
        var calls = new long[entries.Length];
        var returns = new long[entries.Length];
        for (var i = 0; i < entries.Length; i++) (calls[i], returns[i]) = (entries[i].CalledAt, entries[i].ReturnedAt);
        _chains = new EventChains(calls, returns);
    }

    public long Steps { get; private set; }

    /// <summary>The order that got furthest before it was stuck, as indices into the part.</summary>
    public int[] Furthest { get; private set; } = [];

    /// <summary>The state at the end of <see cref="Furthest"/>.</summary>
    public TState FurthestState { get; private set; }

    /// <summary>The operation that had to come next there, and could not.</summary>
    public int Blocked { get; private set; }

    public CheckVerdict Run(long steps, long cacheBytes)
    {
        var (operation, alternative) = (_chains.First(), 0);
        while (!_chains.AllAnsweredLifted)
        {
            if (operation == EventChains.None)
            {
                NoteDeadEnd();
                if (!_placed.TryPop(out var frame)) return CheckVerdict.NotLinearizable;
                TakeBack(frame);
                (operation, alternative) = (frame.Operation, frame.Alternative + 1);
                continue;
            }

            if (Steps == steps || _cache.Bytes > cacheBytes) return CheckVerdict.Unknown;
            Steps++;
            operation = TryPlace(operation, alternative) ? _chains.First() : _chains.After(operation);
            alternative = 0;
        }

        return CheckVerdict.Linearizable;
    }

    /// <summary>
    /// Places the operation next, in the first way from the alternative on that leads to something new.
    /// </summary>
    private bool TryPlace(int operation, int alternative)
    {
        if (_equalBefore[operation] is var equal and >= 0 && !_cache.IsDone(equal)) return false;
        _next.Clear();
        _model.Step(_state, _entries[operation].Operation, _entries[operation].Outcome, _next);
        if (alternative >= _next.Count) return false;
        _cache.Flip(operation);
        for (; alternative < _next.Count; alternative++)
        {
            if (!_cache.Add(_next[alternative], _model.SizeOf(_next[alternative]))) continue;
            _placed.Push(new Frame(operation, alternative, _state));
            _state = _next[alternative];
            _chains.Lift(operation);
            if (_entries[operation].IsAnswered) _answeredPlaced++;
            return true;
        }

        _cache.Flip(operation);
        return false;
    }

    /// <summary>
    /// For each unanswered operation the last equal one that was called before it, or -1. Two of them may change places
    /// in any order, so it is enough to let them happen in the order of their calls: k orders in place of 2^k choices.
    /// </summary>
    private static int[] EqualBefore(HistoryEntry<TOperation, TResult>[] entries)
    {
        var before = new int[entries.Length];
        Array.Fill(before, -1);
        var unanswered = new List<int>();
        for (var i = 0; i < entries.Length; i++)
        {
            if (!entries[i].IsAnswered) unanswered.Add(i);
        }

        unanswered.Sort((a, b) => entries[a].CalledAt != entries[b].CalledAt
            ? entries[a].CalledAt.CompareTo(entries[b].CalledAt)
            : a.CompareTo(b));
        for (var i = 1; i < unanswered.Count; i++)
        {
            var operation = entries[unanswered[i]].Operation;
            var earlier = unanswered.FindLastIndex(i - 1, j => Same(entries[j].Operation, operation));
            if (earlier >= 0) before[unanswered[i]] = unanswered[earlier];
        }

        return before;
    }

    private static bool Same(TOperation left, TOperation right) =>
        EqualityComparer<TOperation>.Default.Equals(left, right);

    private void TakeBack(in Frame frame)
    {
        _chains.PutBack(frame.Operation);
        _cache.Flip(frame.Operation);
        if (_entries[frame.Operation].IsAnswered) _answeredPlaced--;
        _state = frame.Before;
    }

    /// <summary>
    /// Keeps the dead end latest in time, of these the one with the most answered operations; unanswered ones that do
    /// not help stay out of what people read.
    /// </summary>
    private void NoteDeadEnd()
    {
        var blocked = _chains.Earliest();
        var reached = (_chains.RankOfReturn(blocked), _answeredPlaced, _answeredPlaced - _placed.Count);
        if (reached.CompareTo(_furthest) <= 0) return;
        _furthest = reached;
        Blocked = blocked;
        FurthestState = _state;
        var order = new int[_placed.Count];
        var at = order.Length;
        foreach (var frame in _placed) order[--at] = frame.Operation;
        Furthest = order;
    }

    /// <summary>One placed operation, and what is needed to take it back and try on.</summary>
    private readonly record struct Frame(int Operation, int Alternative, TState Before);
}
