using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Protocols.Pbft;

namespace Witan.Variants.Situations;

/// <summary>
/// What replicas signed, over all their lives: two texts for one slot and view are a fault, and so is a vote below a
/// view that its sender has asked for.
/// </summary>
internal sealed class Ledger
{
    private readonly SortedDictionary<(uint Sender, byte Type, ulong View, ulong Height), Digest> _said = [];
    private readonly SortedDictionary<uint, ulong> _asked = [];

    /// <summary>The first fault; null if there is none.</summary>
    public string? Fault { get; private set; }

    /// <summary>Takes what a replica sends, in the order in which it leaves.</summary>
    public void Note(Message message)
    {
        if (message is not SignedStatement { Statement: var statement }) return;
        var sender = statement.Sender.Value;
        if (statement is ViewChange { Target.Value: var target })
            _asked[sender] = Math.Max(target, _asked.GetValueOrDefault(sender));
        if (statement is not SlotStatement said) return;
        var key = (sender, said.Type, said.View.Value, said.Height.Value);
        if (!_said.TryAdd(key, said.Digest))
        {
            if (_said[key] != said.Digest)
                Fault ??= $"replica {sender} signed two blocks for slot {said.Height.Value} in view {said.View.Value}";
        }
        else if (said.View.Value < _asked.GetValueOrDefault(sender))
        {
            Fault ??= $"replica {sender} votes in view {said.View.Value} after it asked for view {_asked[sender]}";
        }
    }
}
