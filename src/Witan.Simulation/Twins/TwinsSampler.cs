using Witan.Simulation.Chance;

namespace Witan.Simulation.Twins;

/// <summary>Draws cases of an input that is too large to go through; a case may come twice.</summary>
public sealed class TwinsSampler
{
    /// <summary>After so many cases without a quorum in any round, the last round gets one block of all.</summary>
    private const int MaxDraws = 100;

    private readonly TwinsInput _input;
    private readonly Dice _dice;

    public TwinsSampler(TwinsInput input, Dice dice) => (_input, _dice) = (input, dice);

    /// <summary>The next case; some block holds a quorum in at least one of its rounds.</summary>
    public TwinsCase Draw()
    {
        var rounds = new TwinsRound[_input.Rounds];
        for (var draw = 0; draw < MaxDraws; draw++)
        {
            var quorum = false;
            for (var r = 0; r < rounds.Length; r++)
            {
                rounds[r] = new TwinsRound(_dice.Pick(_input.Leaders[r]), DrawBlocks());
                quorum |= _input.HoldsQuorum(rounds[r].Blocks);
            }

            if (quorum) return new TwinsCase(rounds);
        }

        rounds[^1] = rounds[^1] with { Blocks = SetPartitions.BlocksOf(new int[_input.Nodes]) };
        return new TwinsCase(rounds);
    }

    private IReadOnlyList<IReadOnlyList<int>> DrawBlocks()
    {
        var assignment = new int[_input.Nodes];
        for (var node = 0; node < assignment.Length; node++) assignment[node] = (int)_dice.Below(_input.Partitions);
        SetPartitions.Renumber(assignment);
        return SetPartitions.BlocksOf(assignment);
    }
}
