using System.Globalization;
using System.Numerics;
using Witan.Simulation.Chance;

namespace Witan.Simulation.Twins;

/// <summary>
/// The cases of an input by their numbers, from 0: all that there are, or as many draws as are wanted.
/// </summary>
public sealed class TwinsCases
{
    private readonly TwinsInput _input;
    private readonly ulong _seed;
    private readonly TwinsGenerator? _generator;

    /// <param name="input">What is varied.</param>
    /// <param name="seed">Of the draws.</param>
    /// <param name="drawn">Whether cases are drawn even if they could be gone through.</param>
    /// <exception cref="ArgumentException">Too large to go through, and not to be drawn.</exception>
    public TwinsCases(TwinsInput input, ulong seed, bool drawn)
    {
        (_input, _seed) = (input, seed);
        _generator = drawn ? null : new TwinsGenerator(input);
    }

    /// <summary>How many there are; null if they are drawn.</summary>
    public BigInteger? Count => _generator?.Count();

    /// <summary>In the order of their numbers; without an end if they are drawn.</summary>
    public IEnumerable<TwinsCase> All() => _generator?.Cases() ?? Drawn();

    /// <summary>The case of a number, or null.</summary>
    public TwinsCase? Find(long number)
    {
        if (_generator is null) return Draw(number);
        foreach (var found in _generator.Cases())
        {
            if (number-- == 0) return found;
        }

        return null;
    }

    private IEnumerable<TwinsCase> Drawn()
    {
        for (var number = 0L; ; number++) yield return Draw(number);
    }

    /// <summary>Each number has dice of its own: a case is found again without those before it.</summary>
    private TwinsCase Draw(long number) =>
        new TwinsSampler(_input, new Dice(_seed, "twins " + number.ToString(CultureInfo.InvariantCulture))).Draw();
}
