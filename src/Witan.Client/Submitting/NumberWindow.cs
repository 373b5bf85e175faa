using System.Diagnostics.CodeAnalysis;

namespace Witan.Client;

/// <summary>
/// Items under consecutive numbers that are given at the high end and let go in any order. All costs are constant; the
/// memory is that of the numbers from the lowest item to the highest.
/// </summary>
/// <param name="first">The first number.</param>
public sealed class NumberWindow<T>(ulong first)
    where T : class
{
    private const int SmallestRing = 64;

    // A power of two long; number n stands at n modulo the length.
    private T?[] _ring = new T?[SmallestRing];

    /// <summary>The lowest number with an item; <see cref="Next"/> if there is none.</summary>
    public ulong Low { get; private set; } = first;

    /// <summary>The number that the next item gets.</summary>
    public ulong Next { get; private set; } = first;

    /// <summary>Numbers from <see cref="Low"/> to below <see cref="Next"/>.</summary>
    public ulong Width => Next - Low;

    /// <summary>Takes an item and says its number.</summary>
    public ulong Add(T item)
    {
        if (Width == (ulong)_ring.Length) Grow();
        At(Next) = item;
        return Next++;
    }

    /// <summary>False if the number was let go or not given yet.</summary>
    public bool TryGet(ulong number, [NotNullWhen(true)] out T? item)
    {
        item = number >= Low && number < Next ? At(number) : null;
        return item is not null;
    }

    /// <summary>Lets go of a number; false if there is no item under it.</summary>
    public bool Remove(ulong number)
    {
        if (!TryGet(number, out _)) return false;
        At(number) = null;
        while (Low < Next && At(Low) is null) Low++;
        return true;
    }

    private ref T? At(ulong number) => ref _ring[(int)(number & (ulong)(_ring.Length - 1))];

    private void Grow()
    {
        var old = _ring;
        _ring = new T?[old.Length * 2];
        for (var number = Low; number < Next; number++)
            At(number) = old[(int)(number & (ulong)(old.Length - 1))];
    }
}
