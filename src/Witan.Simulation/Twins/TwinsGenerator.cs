using System.Numerics;

namespace Witan.Simulation.Twins;

/// <summary>
/// All cases of an input, each once up to renaming of the ids without a twin, as far as a block holds a quorum in at
/// least one round. Cases in which twins lead more rounds come first.
/// </summary>
/// <remarks>
/// Of the cases that renaming turns into each other, the one with the lowest sequence (leader of each round, then
/// partition of each round) stands for all. A sequence is lowest exactly if each element is the lowest that the
/// renamings which leave all earlier elements alone can make of it; so whole branches are cut, and nothing is
/// remembered.
/// </remarks>
public sealed class TwinsGenerator
{
    /// <summary>The most renamings times partitions: a table of 64 MiB.</summary>
    public const long MaxTable = 1L << 24;

    private readonly TwinsInput _input;
    private readonly List<int[]> _renamings;
    private readonly bool[] _holdsQuorum;
    private readonly TwinsRound[][] _rounds;

    /// <summary>The number of the partition that a renaming makes of a partition.</summary>
    private readonly int[][] _renamed;

    /// <exception cref="ArgumentException">Too large to go through; <see cref="TwinsSampler"/> draws from
    /// it.</exception>
    public TwinsGenerator(TwinsInput input)
    {
        _input = input;
        _renamings = Renamings.Of(input);
        if (SetPartitions.Count(input.Nodes, input.Partitions) > MaxTable / _renamings.Count)
            throw new ArgumentException("too many partitions: draw a sample instead");
        int[][] partitions = [.. SetPartitions.Of(input.Nodes, input.Partitions)];
        IReadOnlyList<IReadOnlyList<int>>[] blocks = [.. partitions.Select(p => SetPartitions.BlocksOf(p))];
        _holdsQuorum = Array.ConvertAll(blocks, input.HoldsQuorum);
        _renamed = [.. _renamings.Select(image => Rename(partitions, image))];
        _rounds = [.. Enumerable.Range(0, input.Members)
            .Select(leader => Array.ConvertAll(blocks, b => new TwinsRound(leader, b)))];
    }

    /// <summary>How many cases <see cref="Cases"/> gives, without going through them.</summary>
    /// <remarks>
    /// Burnside's lemma: the mean, over the renamings, of the number of cases that each leaves as they are; of those
    /// all less those without a quorum in any round.
    /// </remarks>
    public BigInteger Count()
    {
        BigInteger sum = 0;
        for (var i = 0; i < _renamings.Count; i++) sum += LeftAlone(i);
        return sum / _renamings.Count;
    }

    /// <summary>How many there would be if cases that differ by names only counted apart.</summary>
    public BigInteger CountWithoutRenaming() => LeftAlone(0);

    public IEnumerable<TwinsCase> Cases()
    {
        int[] all = [.. Enumerable.Range(0, _renamings.Count)];
        for (var led = _input.Rounds; led >= 0; led--)
        {
            foreach (var (leaders, keeping) in LeaderSequences(new int[_input.Rounds], 0, led, all))
            {
                foreach (var partitions in PartitionSequences(new int[_input.Rounds], 0, false, keeping))
                    yield return CaseOf(leaders, partitions);
            }
        }
    }

    private static int[] Rename(int[][] partitions, int[] image)
    {
        var numbers = new int[partitions.Length];
        var renamed = new int[partitions[0].Length];
        for (var p = 0; p < numbers.Length; p++)
        {
            for (var node = 0; node < renamed.Length; node++)
                renamed[Renamings.NodeOf(image, node)] = partitions[p][node];
            SetPartitions.Renumber(renamed);
            numbers[p] = Array.BinarySearch(partitions, renamed, GrowthOrder.Instance);
        }

        return numbers;
    }

    private TwinsCase CaseOf(int[] leaders, int[] partitions)
    {
        var rounds = new TwinsRound[leaders.Length];
        for (var r = 0; r < rounds.Length; r++) rounds[r] = _rounds[leaders[r]][partitions[r]];
        return new TwinsCase(rounds);
    }

    /// <summary>
    /// Leaders of the rounds from the given one on, so many of them twins; and who keeps the whole sequence.
    /// </summary>
    private IEnumerable<(int[] Leaders, int[] Keeping)> LeaderSequences(int[] chosen, int round, int led, int[] keeping)
    {
        if (round == chosen.Length)
        {
            if (led == 0) yield return (chosen, keeping);
            yield break;
        }

        if (led > chosen.Length - round) yield break;
        foreach (var leader in _input.Leaders[round])
        {
            var left = led - (_input.HasTwin(leader) ? 1 : 0);
            if (left < 0 || Keepers(keeping, leader, (renaming, id) => _renamings[renaming][id]) is not { } keepers)
                continue;
            chosen[round] = leader;
            foreach (var sequence in LeaderSequences(chosen, round + 1, left, keepers)) yield return sequence;
        }
    }

    private IEnumerable<int[]> PartitionSequences(int[] chosen, int round, bool quorum, int[] keeping)
    {
        if (round == chosen.Length)
        {
            if (quorum) yield return chosen;
            yield break;
        }

        for (var p = 0; p < _holdsQuorum.Length; p++)
        {
            var now = quorum || _holdsQuorum[p];
            if (!now && round == chosen.Length - 1) continue;
            if (Keepers(keeping, p, (renaming, partition) => _renamed[renaming][partition]) is not { } keepers)
                continue;
            chosen[round] = p;
            foreach (var sequence in PartitionSequences(chosen, round + 1, now, keepers)) yield return sequence;
        }
    }

    /// <summary>Those renamings that leave the element alone; null if one makes a lower one of it.</summary>
    private static int[]? Keepers(int[] renamings, int element, Func<int, int, int> imageOf)
    {
        if (renamings.Length == 1) return renamings;
        var keepers = new List<int>();
        foreach (var renaming in renamings)
        {
            var image = imageOf(renaming, element);
            if (image < element) return null;
            if (image == element) keepers.Add(renaming);
        }

        return [.. keepers];
    }

    /// <summary>Cases with a quorum in some round that the renaming leaves as they are.</summary>
    private BigInteger LeftAlone(int renaming)
    {
        BigInteger partitions = 0, withoutQuorum = 0, all = 1, without = 1;
        for (var p = 0; p < _holdsQuorum.Length; p++)
        {
            if (_renamed[renaming][p] != p) continue;
            partitions++;
            if (!_holdsQuorum[p]) withoutQuorum++;
        }

        foreach (var candidates in _input.Leaders)
        {
            var leaders = candidates.Count(id => _renamings[renaming][id] == id);
            all *= leaders * partitions;
            without *= leaders * withoutQuorum;
        }

        return all - without;
    }
}
