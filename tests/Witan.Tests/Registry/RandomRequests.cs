using Witan.Registry;

namespace Witan.Tests.Registry;

/// <summary>
/// Requests over few keys, so that they meet each other; the bytes that encodings treat specially are among them.
/// </summary>
internal sealed class RandomRequests(int seed)
{
    private static readonly byte[] KeyBytes = [0, 1, (byte)'a', (byte)'b', 255];

    private readonly Random _random = new(seed);

    public int Below(int bound) => _random.Next(bound);

    public byte[] Key()
    {
        var key = new byte[1 + _random.Next(3)];
        for (var i = 0; i < key.Length; i++) key[i] = KeyBytes[_random.Next(KeyBytes.Length)];
        return key;
    }

    public RegistryRequest Any(long revision) => _random.Next(60) switch
    {
        < 24 => Put(),
        < 30 => Delete(),
        < 36 => Range(revision),
        < 57 => Txn(revision, 2),
        _ => Compact(revision),
    };

    public RegistryRequest.Compact Compact(long revision) => new(_random.Next(6) switch
    {
        0 => revision + 1,
        1 => -1,
        2 => revision,
        _ => _random.NextInt64(revision),
    });

    public RegistryRequest.Put Put()
    {
        var ignoreValue = Chance(10);
        return new RegistryRequest.Put
        {
            Key = Key(),
            Value = ignoreValue ? default : Value(),
            Lease = Chance(40) ? 7 : 0,
            PrevKv = Chance(2),
            IgnoreValue = ignoreValue,
        };
    }

    public RegistryRequest.DeleteRange Delete() => new() { Key = Key(), RangeEnd = End(), PrevKv = Chance(2) };

    public RegistryRequest.Range Range(long revision) => new()
    {
        Key = Key(),
        RangeEnd = Chance(4) ? default : End(),
        Limit = Chance(2) ? 0 : _random.Next(-1, 6),
        Revision = Chance(12) ? revision + 1 : Chance(2) ? 0 : _random.NextInt64(-1, revision + 1),
        SortOrder = (SortOrder)_random.Next(3),
        SortTarget = Chance(2) ? SortTarget.Key : (SortTarget)_random.Next(5),
        KeysOnly = Chance(5),
        CountOnly = Chance(8),
        SkipCount = Chance(8),
        MinModRevision = Bound(revision),
        MaxModRevision = Bound(revision),
        MinCreateRevision = Bound(revision),
        MaxCreateRevision = Bound(revision),
    };

    public RegistryRequest.Txn Txn(long revision, int depth) => new()
    {
        Compare = Many(2, () => Comparison(revision)),
        Success = Many(4, () => Operation(revision, depth)),
        Failure = Many(4, () => Operation(revision, depth)),
    };

    public Comparison Comparison(long revision)
    {
        var target = (ComparisonTarget)_random.Next(5);
        return new Comparison
        {
            Target = target,
            Result = (ComparisonResult)_random.Next(4),
            Key = Key(),
            RangeEnd = Chance(2) ? default : End(),
            Number = target switch
            {
                ComparisonTarget.Value => 0,
                ComparisonTarget.Create or ComparisonTarget.Mod => _random.NextInt64(revision + 1),
                _ => _random.Next(3),
            },
            Value = target == ComparisonTarget.Value ? Value() : default,
        };
    }

    private RegistryRequest Operation(long revision, int depth) => _random.Next(10) switch
    {
        < 4 => Put(),
        < 6 => Delete(),
        < 8 => Range(Chance(10) ? revision : revision - 2),
        _ => depth > 0 ? Txn(revision, depth - 1) : Put(),
    };

    private List<T> Many<T>(int atMost, Func<T> one) =>
        Enumerable.Range(0, _random.Next(atMost + 1)).Select(_ => one()).ToList();

    private byte[] Value() => Enumerable.Repeat((byte)_random.Next(4), _random.Next(4)).ToArray();

    private byte[] End() => _random.Next(4) switch
    {
        0 => [],
        1 => [0],
        _ => Key(),
    };

    private long Bound(long revision) => Chance(10) ? _random.NextInt64(-1, revision + 1) : 0;

    private bool Chance(int oneIn) => _random.Next(oneIn) == 0;
}
