using Witan.Primitives;

namespace Witan.Core.Verification;

/// <summary>
/// Remembers signatures that were checked, by (key, text, signature): never by an id that a message could reuse for
/// other content. Bounded: when full, the oldest goes. Grows as it fills: most verifiers of a simulated world see a
/// small part of it.
/// </summary>
internal sealed class SignatureCache(int capacity)
{
    private readonly HashSet<Entry> _known = [];
    private readonly Queue<Entry> _order = new();

    public bool Contains(in PublicKey key, in Digest text, in Signature signature) =>
        _known.Contains(new Entry(key, text, signature));

    public void Add(in PublicKey key, in Digest text, in Signature signature)
    {
        var entry = new Entry(key, text, signature);
        if (!_known.Add(entry)) return;
        _order.Enqueue(entry);
        if (_order.Count > capacity) _known.Remove(_order.Dequeue());
    }

    private readonly record struct Entry(PublicKey Key, Digest Text, Signature Signature);
}
