using System.Globalization;

namespace Witan.Simulation.Checking.Linearizability;

/// <summary>One condition of a transaction.</summary>
public sealed record KvCondition
{
    private KvCondition(string key, KvTarget target, KvRelation relation, string value, long number) =>
        (Key, Target, Relation, Value, Number) = (key, target, relation, value, number);

    public string Key { get; }

    public KvTarget Target { get; }

    public KvRelation Relation { get; }

    /// <summary>The operand for a value; empty for the others.</summary>
    public string Value { get; }

    /// <summary>The operand for version and mod revision; 0 for a value.</summary>
    public long Number { get; }

    public static KvCondition OnValue(string key, KvRelation relation, string value) =>
        new(key, KvTarget.Value, relation, value, 0);

    public static KvCondition OnVersion(string key, KvRelation relation, long version) =>
        new(key, KvTarget.Version, relation, "", version);

    public static KvCondition OnModRevision(string key, KvRelation relation, long revision) =>
        new(key, KvTarget.ModRevision, relation, "", revision);

    /// <summary>Whether it holds for the entry; null if that hangs on a revision that nobody has seen.</summary>
    /// <param name="entry">Null if the key is absent.</param>
    internal bool? HoldsFor(KvEntry? entry) => Target switch
    {
        KvTarget.Value => entry is { } found && Holds(string.CompareOrdinal(found.Value, Value)),
        KvTarget.Version => Holds((entry?.Version ?? 0).CompareTo(Number)),
        _ when entry is { ModRevision: 0 } => Number > 0 ? null : Holds(1),
        _ => Holds((entry?.ModRevision ?? 0).CompareTo(Number)),
    };

    public override string ToString()
    {
        var sign = Relation switch
        {
            KvRelation.Equal => "=",
            KvRelation.NotEqual => "!=",
            KvRelation.Less => "<",
            _ => ">",
        };
        return Target switch
        {
            KvTarget.Value => $"{Key} {sign} {Value}",
            KvTarget.Version => string.Create(CultureInfo.InvariantCulture, $"version({Key}) {sign} {Number}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"mod({Key}) {sign} {Number}"),
        };
    }

    private bool Holds(int comparison) => Relation switch
    {
        KvRelation.Equal => comparison == 0,
        KvRelation.NotEqual => comparison != 0,
        KvRelation.Less => comparison < 0,
        _ => comparison > 0,
    };
}
