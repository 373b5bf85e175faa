using Witan.Core.Messages;
using Witan.Primitives;

namespace Witan.Core.Safety;

/// <summary>
/// Stands before the signing key: refuses a second, different text for a promise key, and any text below a floor. It
/// has no store of its own; it is the fold of the promise records, in order, trimmed at the stable checkpoint.
/// </summary>
/// <param name="cluster">Part of every text.</param>
public sealed class SafetyGuard(Digest cluster)
{
    private readonly Dictionary<PromiseKey, Digest> _said = [];
    private readonly SortedSet<(Height NeededUntil, ulong Order)> _byHeight = [];
    private readonly Dictionary<ulong, PromiseKey> _keyOf = [];
    private readonly Dictionary<byte, (ConfigurationNumber Configuration, ulong Major)> _floors = [];
    private readonly Dictionary<byte, PromiseKey> _latest = [];
    private ulong _order;

    /// <summary>
    /// How many promises are held: bounded by the window, since those at or below a stable checkpoint are dropped.
    /// </summary>
    public int Count => _said.Count;

    /// <summary>Takes in a record that recovery found.</summary>
    public void Fold(PromiseRecord record) => Remember(record.Statement);

    /// <summary>Whether the statement may be signed; if so it is from now on a promise.</summary>
    /// <returns>False means that our own code was about to lie: a broken invariant for the caller.</returns>
    public bool Admit(Statement statement)
    {
        if (statement.Promise is not { } key) return true;
        if (_said.TryGetValue(key, out var text)) return text == TextOf(statement);
        if (_floors.TryGetValue(key.Type, out var floor) && IsBelow(key, floor)) return false;
        Remember(statement);
        return true;
    }

    /// <summary>Promises that no height above the stable checkpoint needs are dropped.</summary>
    public void Trim(Height stable)
    {
        while (_byHeight.Count > 0 && _byHeight.Min.NeededUntil <= stable)
        {
            var oldest = _byHeight.Min;
            _byHeight.Remove(oldest);
            if (_keyOf.Remove(oldest.Order, out var key)) _said.Remove(key);
        }
    }

    private void Remember(Statement statement)
    {
        if (statement.Promise is not { } key) return;
        if (_said.TryAdd(key, TextOf(statement)))
        {
            if (statement.NeededUntil is { } height) RememberUntil(height, key);
            else Supersede(key);
        }

        if (statement.Floor is not { } floor) return;
        foreach (var type in floor.Types) Raise(type, key.Configuration, floor.Major);
    }

    private void RememberUntil(Height height, PromiseKey key)
    {
        _order++;
        _byHeight.Add((height, _order));
        _keyOf[_order] = key;
    }

    /// <summary>
    /// A promise that no height ends (VIEWCHANGE, NEWVIEW) is kept alone of its type: the floor forbids what came
    /// before it.
    /// </summary>
    private void Supersede(PromiseKey key)
    {
        if (_latest.TryGetValue(key.Type, out var before) && before != key) _said.Remove(before);
        _latest[key.Type] = key;
        Raise(key.Type, key.Configuration, key.Major);
    }

    /// <summary>A floor stands in its configuration, above all of earlier ones and below all of later ones.</summary>
    private void Raise(byte type, ConfigurationNumber configuration, ulong major)
    {
        if (!_floors.TryGetValue(type, out var floor) || (configuration, major).CompareTo(floor) > 0)
            _floors[type] = (configuration, major);
    }

    private static bool IsBelow(in PromiseKey key, (ConfigurationNumber, ulong) floor) =>
        (key.Configuration, key.Major).CompareTo(floor) < 0;

    private Digest TextOf(Statement statement) => statement.TextDigest(cluster, 0);
}
