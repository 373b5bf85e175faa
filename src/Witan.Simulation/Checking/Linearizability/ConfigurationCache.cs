using System.Diagnostics.CodeAnalysis;

namespace Witan.Simulation.Checking.Linearizability;

/// <summary>
/// The configurations (operations done, state) that the search has seen: what follows from one is tried once
/// (Lowe, Testing for linearizability, CCPE 2017).
/// </summary>
/// <param name="count">Operations of the part.</param>
internal sealed class ConfigurationCache<TState>(int count)
    where TState : IEquatable<TState>
{
    private const int BytesPerEntry = 96;

    private readonly HashSet<Configuration> _seen = [];
    private readonly ulong[] _done = new ulong[(count + 63) / 64];
    private ulong _hash;

    /// <summary>What is kept, by estimate.</summary>
    public long Bytes { get; private set; }

    /// <summary>Marks the operation as done, or as not done.</summary>
    public void Flip(int operation)
    {
        _done[operation / 64] ^= 1UL << (operation % 64);
        _hash ^= Scatter((ulong)operation + 1);
    }

    public bool IsDone(int operation) => (_done[operation / 64] >> (operation % 64) & 1) != 0;

    /// <summary>Keeps what is done now together with the state.</summary>
    /// <returns>False if it was there.</returns>
    public bool Add(TState state, int stateBytes)
    {
        var hash = unchecked((int)(_hash ^ (_hash >> 32)) ^ (state.GetHashCode() * 31));
        if (_seen.Contains(new Configuration(_done, state, hash))) return false;
        _seen.Add(new Configuration([.. _done], state, hash));
        Bytes += BytesPerEntry + (_done.Length * 8L) + stateBytes;
        return true;
    }

    /// <summary>The finaliser of MurmurHash3: neighbouring numbers become unlike.</summary>
    private static ulong Scatter(ulong value)
    {
        unchecked
        {
            value = (value ^ (value >> 33)) * 0xff51afd7ed558ccdUL;
            value = (value ^ (value >> 33)) * 0xc4ceb9fe1a85ec53UL;
            return value ^ (value >> 33);
        }
    }

    private readonly struct Configuration(ulong[] done, TState state, int hash) : IEquatable<Configuration>
    {
        private readonly ulong[] _done = done;
        private readonly TState _state = state;
        private readonly int _hash = hash;

        public bool Equals(Configuration other) =>
            _hash == other._hash && _done.AsSpan().SequenceEqual(other._done) && _state.Equals(other._state);

        public override bool Equals([NotNullWhen(true)] object? obj) => obj is Configuration other && Equals(other);

        public override int GetHashCode() => _hash;
    }
}
