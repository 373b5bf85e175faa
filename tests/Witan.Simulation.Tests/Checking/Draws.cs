using System.Globalization;
using Witan.Simulation.Chance;
using Witan.Simulation.Checking.Linearizability;

namespace Witan.Simulation.Tests.Checking;

/// <summary>Random operations for the workloads.</summary>
internal static class Draws
{
    public static RegisterOperation Register(Dice dice, int index) =>
        dice.Chance(0.5) ? RegisterOperation.Read : RegisterOperation.Write(dice.Below(3) + (index * 10));

    public static CounterOperation Counter(Dice dice, int index) =>
        dice.Chance(0.3) ? CounterOperation.Read : CounterOperation.Add(1 + (index % 2));

    /// <summary>Values are often equal, so that not every read names its write.</summary>
    public static Func<Dice, int, KvOperation> Registry(int keys) => (dice, index) =>
    {
        var key = Key(dice.Below(keys));
        return dice.Below(10) switch
        {
            < 3 => new KvOperation.Put(key, Value(dice.Below(4))),
            < 6 => new KvOperation.Get(key),
            6 => new KvOperation.Delete(key),
            7 => new KvOperation.Range(key, Key(dice.Below(keys) + 1)),
            8 => KvOperation.Txn.CompareAndPut(
                KvCondition.OnVersion(key, KvRelation.Equal, dice.Below(3)), Value(dice.Below(4))),
            _ => new KvOperation.Txn(
                [KvCondition.OnValue(key, KvRelation.NotEqual, Value(dice.Below(2)))],
                [new KvOperation.Put(Key(dice.Below(keys)), Value(index)), new KvOperation.Get(key)],
                [new KvOperation.Delete(key)]),
        };
    };

    /// <summary>Operations on one key each, and every put with a value of its own.</summary>
    public static Func<Dice, int, KvOperation> Simple(int keys) => (dice, index) =>
    {
        var key = Key(dice.Below(keys));
        return dice.Below(10) switch
        {
            < 4 => new KvOperation.Put(key, Value(index)),
            < 8 => new KvOperation.Get(key),
            8 => new KvOperation.Delete(key),
            _ => KvOperation.Txn.CompareAndPut(KvCondition.OnVersion(key, KvRelation.Greater, 1), Value(index)),
        };
    };

    public static string Key(long number) => "k" + number.ToString("D2", CultureInfo.InvariantCulture);

    private static string Value(long number) => number.ToString(CultureInfo.InvariantCulture);
}
