using Witan.Primitives;
using Witan.Protocols.HotStuff;

namespace Witan.Tests.Protocols.HotStuff;

/// <summary>
/// The vote, lock and commit rules alone, under the strongest adversary: of four replicas the fourth says what it
/// likes, every leader lies, and the network delivers what to whom and when it wants. Three correct replicas keep
/// lastVoted, lastTimeoutView, highQC and the lock. Two correct votes and the liar's certify a node.
/// </summary>
internal sealed class RuleModel(HotStuffMode mode, Random random)
{
    private const int Correct = 3;
    private const int Views = 7;

    private readonly List<Proposed> _nodes = [new(0, -1, null)];
    private readonly List<(int View, int Highest)> _certificates = [];
    private readonly int[] _lastVoted = new int[Correct];
    private readonly int[] _lastTimeout = new int[Correct];
    private readonly int[] _highQC = new int[Correct];
    private readonly int[] _locked = new int[Correct];

    /// <summary>safeNode: may a node with this justify be voted for under this lock.</summary>
    public Func<View, View, bool> SafeNode { get; init; } = HotStuffRules.SafeNode;

    /// <summary>The vote rule of two chains.</summary>
    public Func<View, View, View?, View, bool> Follows { get; init; } = HotStuffRules.FollowsOrTimedOut;

    /// <summary>The commit rule.</summary>
    public Func<View[], bool> AreConsecutive { get; init; } = views => HotStuffRules.AreConsecutive(views);

    /// <summary>Whether a TIMEOUT forbids votes up to its view.</summary>
    public bool KeepsTimeouts { get; init; } = true;

    /// <summary>Whether one vote in a view is the last of it.</summary>
    public bool KeepsLastVoted { get; init; } = true;

    /// <summary>Plays so many moves of the adversary.</summary>
    /// <returns>Whether two nodes were committed of which neither extends the other.</returns>
    public bool Forks(int moves)
    {
        for (var move = 0; move < moves; move++)
        {
            switch (random.Next(12))
            {
                case < 3:
                    Propose(Certified(), null);
                    break;
                case < 9:
                    Deliver(random.Next(Correct), random.Next(2) == 0 ? _nodes.Count - 1 : Newer());
                    break;
                case 9:
                    Learn(random.Next(Correct), Certified());
                    break;
                default:
                    TurnAway();
                    break;
            }
        }

        return HasFork();
    }

    /// <summary>Proposes nodes of these views on those of these views (0: genesis), and delivers each to all.</summary>
    /// <returns>Whether all were certified and two were committed of which neither extends the other.</returns>
    public bool ForksOn(params (int View, int Parent)[] script)
    {
        foreach (var (view, parent) in script)
        {
            _nodes.Add(new Proposed(view, _nodes.FindIndex(node => node.View == parent), null));
            for (var replica = 0; replica < Correct; replica++) Deliver(replica, _nodes.Count - 1);
        }

        return Enumerable.Range(0, _nodes.Count).All(IsCertified) && HasFork();
    }

    /// <summary>On a certificate of the view before, or on an older one with a TC of the view before.</summary>
    private void Propose(int parent, int? tc)
    {
        var view = (tc is { } at ? _certificates[at].View : _nodes[parent].View) + 1;
        View? timeout = tc is null ? null : V(view - 1);
        if (view > Views || _nodes[parent].View >= view) return;
        if (HotStuffRules.IsJustified(V(view), V(_nodes[parent].View), timeout))
            _nodes.Add(new Proposed(view, parent, tc));
    }

    /// <summary>Two correct replicas give up a view; perhaps a leader then builds on something old.</summary>
    private void TurnAway()
    {
        var view = Math.Max(1, _nodes[^1].View + random.Next(2));
        if (view > Views) return;
        var left = random.Next(Correct);
        var highest = 0;
        for (var replica = 0; replica < Correct; replica++)
        {
            if (replica == left) continue;
            // Nobody says TIMEOUT of a lower view, nor of one that it has a certificate of.
            if (view < _lastTimeout[replica] || _highQC[replica] >= view) return;
            highest = Math.Max(highest, _highQC[replica]);
        }

        for (var replica = 0; replica < Correct; replica++)
        {
            if (replica != left) _lastTimeout[replica] = view;
        }

        // The liar is the third, and claims to have nothing.
        _certificates.Add((view, highest));
        var certified = Enumerable.Range(0, _nodes.Count).Where(IsCertified).ToArray();
        Propose(certified[random.Next(certified.Length)], random.Next(_certificates.Count));
    }

    private void Deliver(int replica, int index)
    {
        var node = _nodes[index];
        if (index == 0) return;
        Learn(replica, node.Parent);
        if (node.Votes[replica] || (KeepsLastVoted && node.View <= _lastVoted[replica])) return;
        if (KeepsTimeouts && node.View <= _lastTimeout[replica]) return;
        if (!MayVote(replica, node)) return;
        _lastVoted[replica] = Math.Max(_lastVoted[replica], node.View);
        node.Votes[replica] = true;
    }

    private bool MayVote(int replica, Proposed node)
    {
        var justify = V(_nodes[node.Parent].View);
        if (mode == HotStuffMode.Chained) return SafeNode(justify, V(_locked[replica]));
        var tc = node.TC is { } at ? _certificates[at] : default;
        return Follows(V(node.View), justify, node.TC is null ? null : V(tc.View), V(tc.Highest));
    }

    /// <summary>A certificate of this node: highQC, and the lock on what it certifies in turn.</summary>
    private void Learn(int replica, int index)
    {
        var node = _nodes[index];
        _highQC[replica] = Math.Max(_highQC[replica], node.View);
        if (node.Parent >= 0) _locked[replica] = Math.Max(_locked[replica], _nodes[node.Parent].View);
    }

    private int Newer()
    {
        var span = Math.Min(_nodes.Count, 5);
        return _nodes.Count - 1 - random.Next(span);
    }

    private int Certified()
    {
        for (var tries = 0; tries < 6; tries++)
        {
            var index = random.Next(3) == 0 ? random.Next(_nodes.Count) : Newer();
            if (IsCertified(index)) return index;
        }

        return 0;
    }

    private bool IsCertified(int index) => index == 0 || _nodes[index].Votes.Count(vote => vote) >= 2;

    private bool HasFork()
    {
        var committed = Enumerable.Range(1, _nodes.Count - 1).Where(IsCertified).Select(CommittedBy)
            .Where(index => index > 0).Distinct().ToArray();
        return committed.Any(a => committed.Any(b => !Extends(a, b) && !Extends(b, a)));
    }

    /// <summary>What the certificate of this node commits; 0 if nothing.</summary>
    private int CommittedBy(int last)
    {
        var views = new View[HotStuffRules.ChainLength(mode)];
        var index = last;
        for (var i = views.Length - 1; i >= 0; i--)
        {
            if (index <= 0) return 0;
            views[i] = V(_nodes[index].View);
            if (i > 0) index = _nodes[index].Parent;
        }

        return AreConsecutive(views) ? index : 0;
    }

    private bool Extends(int index, int ancestor)
    {
        while (index > ancestor) index = _nodes[index].Parent;
        return index == ancestor;
    }

    private static View V(int view) => new((ulong)view);

    private sealed record Proposed(int View, int Parent, int? TC)
    {
        public bool[] Votes { get; } = new bool[Correct];
    }
}
