namespace Witan.Simulation.Checking.Linearizability;

/// <summary>
/// The calls and returns of a part in order of time, as doubly linked lists from which operations are lifted and into
/// which they are put back in reverse order (Wing and Gong 1993; Lowe 2017). At equal times calls stand before returns:
/// such operations overlap.
/// </summary>
/// <remarks>
/// Unanswered operations have no return and hang in a list of their own: they are offered after the answered ones, so
/// that the search lets them happen only where nothing else explains an answer.
/// </remarks>
internal sealed class EventChains
{
    /// <summary>No operation.</summary>
    public const int None = -1;

    private const int AnsweredHead = 0;
    private const int UnansweredHead = 1;
    private const int FirstCall = 2;

    private readonly int _count;
    private readonly bool[] _answered;
    private readonly int[] _rank;
    private readonly int[] _next;
    private readonly int[] _previous;

    /// <param name="calls">The time of each operation's call.</param>
    /// <param name="returns">The time of each operation's return; <see cref="long.MaxValue"/> for never.</param>
    public EventChains(ReadOnlySpan<long> calls, ReadOnlySpan<long> returns)
    {
        _count = calls.Length;
        _answered = new bool[_count];
        _rank = new int[FirstCall + (2 * _count)];
        _next = new int[_rank.Length];
        _previous = new int[_rank.Length];
        var events = new List<(long Time, int Node)>();
        for (var i = 0; i < _count; i++)
        {
            _answered[i] = returns[i] != long.MaxValue;
            events.Add((calls[i], CallOf(i)));
            if (_answered[i]) events.Add((returns[i], ReturnOf(i)));
        }

        // A call's node number is below every return's, so the number breaks ties as it should.
        events.Sort((a, b) => a.Time != b.Time ? a.Time.CompareTo(b.Time) : a.Node.CompareTo(b.Node));
        Link(events);
    }

    /// <summary>Whether every answered operation has been lifted.</summary>
    public bool AllAnsweredLifted => _next[AnsweredHead] == AnsweredHead;

    /// <summary>The first operation that may come next, or <see cref="None"/>.</summary>
    public int First() => CandidateAt(_next[AnsweredHead]);

    /// <summary>The next one after this, which has not been lifted; or <see cref="None"/>.</summary>
    public int After(int operation) => _answered[operation]
        ? CandidateAt(_next[CallOf(operation)])
        : UnansweredAt(_next[CallOf(operation)], FirstReturn());

    /// <summary>The answered operation whose return stands first: nothing called later may come before it.</summary>
    public int Earliest() => FirstReturn() - FirstCall - _count;

    /// <summary>The place of an answered operation's return among all events.</summary>
    public int RankOfReturn(int operation) => _rank[ReturnOf(operation)];

    public void Lift(int operation)
    {
        Unlink(CallOf(operation));
        if (_answered[operation]) Unlink(ReturnOf(operation));
    }

    /// <summary>Undoes the newest <see cref="Lift"/> that has not been undone.</summary>
    public void PutBack(int operation)
    {
        if (_answered[operation]) Relink(ReturnOf(operation));
        Relink(CallOf(operation));
    }

    private static int CallOf(int operation) => FirstCall + operation;

    private int ReturnOf(int operation) => FirstCall + _count + operation;

    private bool IsCall(int node) => node >= FirstCall && node < FirstCall + _count;

    private void Link(List<(long Time, int Node)> events)
    {
        var (lastAnswered, lastUnanswered) = (AnsweredHead, UnansweredHead);
        for (var i = 0; i < events.Count; i++)
        {
            var node = events[i].Node;
            _rank[node] = i;
            if (IsCall(node) && !_answered[node - FirstCall]) Append(ref lastUnanswered, node);
            else Append(ref lastAnswered, node);
        }

        Append(ref lastAnswered, AnsweredHead);
        Append(ref lastUnanswered, UnansweredHead);
    }

    private void Append(ref int last, int node)
    {
        _next[last] = node;
        _previous[node] = last;
        last = node;
    }

    private int CandidateAt(int node)
    {
        if (IsCall(node)) return node - FirstCall;
        // The first return: no answered operation behind it may come next.
        return node == AnsweredHead ? None : UnansweredAt(_next[UnansweredHead], node);
    }

    private int UnansweredAt(int node, int firstReturn) =>
        node != UnansweredHead && _rank[node] < _rank[firstReturn] ? node - FirstCall : None;

    private int FirstReturn()
    {
        var node = _next[AnsweredHead];
        while (IsCall(node)) node = _next[node];
        return node;
    }

    private void Unlink(int node)
    {
        _next[_previous[node]] = _next[node];
        _previous[_next[node]] = _previous[node];
    }

    private void Relink(int node)
    {
        _next[_previous[node]] = node;
        _previous[_next[node]] = node;
    }
}
