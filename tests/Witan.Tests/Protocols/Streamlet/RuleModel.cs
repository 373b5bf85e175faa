using Witan.Protocols.Streamlet;

namespace Witan.Tests.Protocols.Streamlet;

/// <summary>
/// The vote and finality rules alone, under the strongest adversary: of four replicas the fourth votes for everything,
/// every leader lies, and the network tells each correct replica only what its votes need. A node is notarized by the
/// votes of two correct replicas and the liar's. In each epoch the adversary either does nothing or has one node
/// notarized, on any notarized parent and by any correct ones whose rule allows it: all of that is tried.
/// </summary>
/// <remarks>
/// One node per epoch and votes in the order of epochs lose nothing: a vote depends on earlier epochs alone, and two
/// nodes of one epoch would need two correct votes each of three.
/// </remarks>
internal sealed class RuleModel
{
    private const int Correct = 3;

    // Epoch, place of the parent, length; the first is genesis.
    private readonly List<(int Epoch, int Parent, int Length)> _nodes = [(0, -1, 0)];
    private readonly int[] _lastVoted = new int[Correct];
    private readonly int[] _longest = new int[Correct];

    // What each node made final when it was notarized; 0 for nothing.
    private readonly List<int> _final = [0];
    private bool _isForked;

    /// <summary>Arguments as of <see cref="StreamletRules.MayVote"/>.</summary>
    public Func<Epoch, Epoch, Epoch, ulong, ulong, bool> MayVote { get; init; } = StreamletRules.MayVote;

    /// <summary>Correct votes that notarize a node together with the liar's.</summary>
    public int CorrectVotes { get; init; } = 2;

    /// <summary>Adjacent notarized nodes that make one final, and which of them, from the first one on.</summary>
    public (int Length, int Final) Rule { get; init; } = (3, 1);

    /// <summary>Whether these nodes' epochs make it final.</summary>
    public Func<Epoch[], bool> MakesFinal { get; init; } = StandardRule;

    /// <summary>Schedules that ended without a fork.</summary>
    public long Schedules { get; private set; }

    public static bool StandardRule(Epoch[] epochs) =>
        StreamletRules.AreConsecutive(epochs[0], epochs[1], epochs[2]);

    public static bool AreConsecutive(Epoch[] epochs) =>
        epochs.Skip(1).Zip(epochs).All(pair => pair.Second.Next == pair.First);

    /// <summary>The first schedule up to an epoch that makes two nodes final of which neither extends the other, as
    /// (epoch, epoch of the parent); null if there is none.</summary>
    public IReadOnlyList<(int Epoch, int Parent)>? FindFork(int epochs) => Search(1, epochs);

    /// <summary>Whether exactly these nodes can be notarized, by whomever, and fork.</summary>
    public bool ForksOn(params (int Epoch, int Parent)[] shape) => Play(shape, 0);

    private IReadOnlyList<(int Epoch, int Parent)>? Search(int epoch, int last)
    {
        if (_isForked) return [.. _nodes.Skip(1).Select(n => (n.Epoch, _nodes[n.Parent].Epoch))];
        if (epoch > last)
        {
            Schedules++;
            return null;
        }

        for (var parent = 0; parent < _nodes.Count; parent++)
        {
            foreach (var voters in Voters())
            {
                if (!TryNotarize(epoch, parent, voters, out var undo)) continue;
                var found = Search(epoch + 1, last);
                undo();
                if (found is not null) return found;
            }
        }

        return Search(epoch + 1, last);
    }

    private bool Play((int Epoch, int Parent)[] shape, int at)
    {
        if (at == shape.Length) return _isForked;
        var parent = _nodes.FindIndex(node => node.Epoch == shape[at].Parent);
        foreach (var voters in Voters())
        {
            if (parent < 0 || !TryNotarize(shape[at].Epoch, parent, voters, out var undo)) continue;
            var forks = Play(shape, at + 1);
            undo();
            if (forks) return true;
        }

        return false;
    }

    /// <summary>More voters than needed only learn more.</summary>
    private IEnumerable<int[]> Voters() =>
        CorrectVotes == 1 ? [[0], [1], [2]] : [[0, 1], [0, 2], [1, 2]];

    /// <summary>Each voter learns the parent's chain, and must then be allowed to vote.</summary>
    private bool TryNotarize(int epoch, int parent, int[] voters, out Action undo)
    {
        undo = static () => { };
        var length = _nodes[parent].Length;
        foreach (var voter in voters)
        {
            var known = Math.Max(_longest[voter], length);
            if (!MayVote(E(epoch), E(epoch), E(_lastVoted[voter]), (ulong)length, (ulong)known)) return false;
        }

        var (lastVoted, longest) = ((int[])_lastVoted.Clone(), (int[])_longest.Clone());
        foreach (var voter in voters)
        {
            _lastVoted[voter] = epoch;
            _longest[voter] = Math.Max(_longest[voter], length);
        }

        var wasForked = _isForked;
        _nodes.Add((epoch, parent, length + 1));
        var final = FinalBy(_nodes.Count - 1);
        _isForked |= final > 0 && _final.Exists(other => !Extends(final, other) && !Extends(other, final));
        _final.Add(final);
        undo = () =>
        {
            _isForked = wasForked;
            _final.RemoveAt(_final.Count - 1);
            _nodes.RemoveAt(_nodes.Count - 1);
            lastVoted.CopyTo(_lastVoted, 0);
            longest.CopyTo(_longest, 0);
        };
        return true;
    }

    /// <summary>What a node makes final as the last of a row; 0 if nothing.</summary>
    private int FinalBy(int last)
    {
        var row = new List<int>();
        for (var node = last; node >= 0 && row.Count < Rule.Length; node = _nodes[node].Parent) row.Insert(0, node);
        if (row.Count < Rule.Length) return 0;
        return MakesFinal([.. row.Select(node => E(_nodes[node].Epoch))]) ? row[Rule.Final] : 0;
    }

    private bool Extends(int node, int ancestor)
    {
        while (node > ancestor) node = _nodes[node].Parent;
        return node == ancestor;
    }

    private static Epoch E(int epoch) => new((ulong)epoch);
}
