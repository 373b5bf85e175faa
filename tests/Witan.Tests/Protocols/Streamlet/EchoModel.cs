using Witan.Protocols.Streamlet;

namespace Witan.Tests.Protocols.Streamlet;

/// <summary>
/// T7: three correct replicas A, B and C and a liar, in rounds with perfect clocks, by the vote rule and what each has
/// heard. The liar shows its proposal to two only, and its votes to one of those who voted, another one each time.
/// </summary>
internal sealed class EchoModel(bool echoes)
{
    private const int Correct = 3;
    private const int Quorum = 3;

    // Epoch, parent, length; the first is genesis.
    private readonly List<(int Epoch, int Parent, int Length)> _blocks = [(0, -1, 0)];
    private readonly List<HashSet<int>[]> _votesHeard = [[[], [], []]];
    private readonly int[] _lastVoted = new int[Correct];

    /// <summary>Plays epochs; A, B, C lead in turns behind the liar's one epoch in the beginning.</summary>
    /// <returns>Epochs until all of them know a final block; null if none did.</returns>
    public int? EpochsToFinal(int epochs)
    {
        for (var epoch = 1; epoch <= epochs; epoch++)
        {
            var leader = epoch == 1 ? -1 : epoch % Correct;
            var parent = leader < 0 ? 0 : Longest(leader);
            _blocks.Add((epoch, parent, _blocks[parent].Length + 1));
            _votesHeard.Add([[], [], []]);
            // The liar leaves C out; the echo of A or B reaches it.
            var hearers = leader < 0 && !echoes ? Correct - 1 : Correct;
            var voters = Enumerable.Range(0, hearers).Where(i => MayVote(i, epoch)).ToList();
            foreach (var voter in voters)
            {
                _lastVoted[voter] = epoch;
                foreach (var heard in _votesHeard[^1]) heard.Add(voter);
            }

            ShowLiarsVote(voters, epoch);
            if (Enumerable.Range(0, Correct).All(KnowsFinal)) return epoch;
        }

        return null;
    }

    /// <summary>To one of those whose vote it makes a quorum of; the echo brings it to all.</summary>
    private void ShowLiarsVote(List<int> voters, int epoch)
    {
        if (voters.Count != Quorum - 1) return;
        var victim = voters[epoch % voters.Count];
        for (var replica = 0; replica < Correct; replica++)
        {
            if (replica == victim || echoes) _votesHeard[^1][replica].Add(Correct);
        }
    }

    private bool MayVote(int replica, int epoch)
    {
        var (_, parent, length) = _blocks[^1];
        return IsNotarized(replica, parent) && StreamletRules.MayVote(
            E(epoch), E(epoch), E(_lastVoted[replica]), (ulong)length - 1, (ulong)_blocks[Longest(replica)].Length);
    }

    private int Longest(int replica) =>
        Enumerable.Range(0, _blocks.Count).Where(b => IsNotarized(replica, b)).MaxBy(b => _blocks[b].Length);

    private bool IsNotarized(int replica, int block)
    {
        for (; block > 0; block = _blocks[block].Parent)
        {
            if (_votesHeard[block][replica].Count < Quorum) return false;
        }

        return true;
    }

    private bool KnowsFinal(int replica) => Enumerable.Range(1, _blocks.Count - 1).Any(third =>
    {
        var second = _blocks[third].Parent;
        return second > 0 && IsNotarized(replica, third) && StreamletRules.AreConsecutive(
            E(_blocks[_blocks[second].Parent].Epoch), E(_blocks[second].Epoch), E(_blocks[third].Epoch));
    });

    private static Epoch E(int epoch) => new((ulong)epoch);
}
