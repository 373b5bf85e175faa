using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Membership;

namespace Witan.Protocols.SingleShot;

/// <summary>
/// What others say in instances that have not begun here: a message may overtake the decision before it, and who
/// catches up meets the others where they are. Of each instance, member and type the highest view.
/// </summary>
internal sealed class EarlyStatements(Configuration configuration, Digest cluster)
{
    /// <summary>Instances ahead: a few trips of the network, and what a decision that is fetched takes.</summary>
    public const ulong Ahead = 8;

    /// <summary>Types of statements of an instance.</summary>
    public const int Types = SingleShotMessageType.Committed - SingleShotMessageType.NewLeader + 1;

    private readonly SortedDictionary<Height, HighestStatements[]> _kept = [];

    /// <summary>Statements held.</summary>
    public long Count => _kept.Values.Sum(tables => tables.Sum(table => (long)table.Count));

    /// <summary>Takes a verified statement of an instance that is not too far ahead.</summary>
    public Rejection? Add(SignedStatement signed, out SignedStatement? contradicted)
    {
        var height = new Height(((InstanceStatement)signed.Statement).Instance);
        if (!_kept.TryGetValue(height, out var tables))
        {
            tables = [.. Enumerable.Range(0, Types).Select(_ => new HighestStatements(configuration, cluster))];
            _kept[height] = tables;
        }

        return tables[signed.Type - SingleShotMessageType.NewLeader].Add(signed, out contradicted);
    }

    /// <summary>Everything below an instance is forgotten.</summary>
    public void DropBelow(Height height)
    {
        while (_kept.Count > 0 && _kept.Keys.First() < height) _kept.Remove(_kept.Keys.First());
    }

    /// <summary>What was said in this instance, and kept no longer.</summary>
    public IReadOnlyList<SignedStatement> Take(Height height) =>
        _kept.Remove(height, out var tables) ? [.. tables.SelectMany(table => table.All)] : [];
}
