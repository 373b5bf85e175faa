using Witan.Core.Messages;
using Witan.Primitives;

namespace Witan.Core.Blocks;

/// <summary>
/// Blocks and bodies by digest. Bounded: what is undecided lies in the window above the stable checkpoint; what is
/// decided is kept for peers up to <c>RetainBytes</c> and for <c>RetainTime</c>, then dropped from the lowest height.
/// </summary>
/// <param name="retainBytes">Bytes of decided bodies kept.</param>
/// <param name="retainTime">How long after the checkpoint that covers it a decided block is kept.</param>
internal sealed class BlockStore(long retainBytes, TimeSpan retainTime)
{
    private readonly Dictionary<Digest, Block> _blocks = [];
    private readonly Dictionary<Digest, StoredBody> _bodies = [];
    private readonly SortedList<Height, List<Digest>> _blocksAt = [];
    private readonly SortedList<Height, Decision> _decided = [];
    private readonly Queue<(Instant At, Height Stable)> _checkpoints = new();
    private Height _expired = Height.Genesis;
    private long _decidedBytes;

    /// <summary>A block by digest, complete or not.</summary>
    public Block? Find(Digest block) => _blocks.GetValueOrDefault(block);

    /// <summary>A block all of whose bodies are here.</summary>
    public Block? FindComplete(Digest block) => Find(block) is { } found && IsComplete(found) ? found : null;

    public bool IsComplete(Block block)
    {
        foreach (var reference in block.References)
        {
            if (!_bodies.ContainsKey(reference.Digest)) return false;
        }

        return true;
    }

    public IBody? FindBody(Digest digest) => _bodies.TryGetValue(digest, out var stored) ? stored.Body : null;

    /// <summary>The bodies of a complete block, in its order.</summary>
    public IReadOnlyList<IBody> BodiesOf(Block block)
    {
        var bodies = new IBody[block.References.Count];
        for (var i = 0; i < bodies.Length; i++) bodies[i] = _bodies[block.References[i].Digest].Body;
        return bodies;
    }

    /// <summary>Decided heights kept for peers.</summary>
    public Decision? DecisionAt(Height height) => _decided.GetValueOrDefault(height);

    public void Add(Block block)
    {
        if (!_blocks.TryAdd(block.Digest, block)) return;
        if (!_blocksAt.TryGetValue(block.Height, out var at)) _blocksAt.Add(block.Height, at = []);
        at.Add(block.Digest);
    }

    /// <summary>
    /// Takes a body for a block of this height. True if it must be made durable for it: it is new here, or what is
    /// durable was written for a lower height and may be dropped too early.
    /// </summary>
    public bool AddBody(Height height, IBody body)
    {
        if (_bodies.TryGetValue(body.Digest, out var known) && known.Height >= height) return false;
        _bodies[body.Digest] = new StoredBody(body, height);
        return true;
    }

    public void MarkDecided(Decision decision)
    {
        if (!_decided.TryAdd(decision.Height, decision)) return;
        Add(decision.Block);
        foreach (var reference in decision.Block.References) _decidedBytes += reference.Length;
    }

    /// <summary>
    /// Drops what nobody needs: undecided blocks at or below the stable checkpoint, and decided ones that are too many
    /// or too old. A block's age is that of the checkpoint that covers it: one time per interval is remembered, and
    /// none per block.
    /// </summary>
    public void Trim(Height stable, Instant now)
    {
        _checkpoints.Enqueue((now, stable));
        while (_checkpoints.TryPeek(out var oldest) && (now - oldest.At > retainTime || IsGone(oldest.Stable)))
            _expired = _checkpoints.Dequeue().Stable;
        while (_blocksAt.Count > 0 && _blocksAt.GetKeyAtIndex(0) <= stable)
        {
            var height = _blocksAt.GetKeyAtIndex(0);
            if (_decided.TryGetValue(height, out var decision) && !OverLimit(height)) break;
            if (decision is not null) Forget(decision);
            foreach (var digest in _blocksAt.GetValueAtIndex(0)) Remove(digest, height);
            _blocksAt.RemoveAt(0);
        }
    }

    private bool OverLimit(Height height) =>
        height <= _expired || _decidedBytes > retainBytes || _decided.Count > MaxDecided
        || height < _decided.GetKeyAtIndex(0);

    /// <summary>Everything up to here was dropped before it was old: its age is of no use any more.</summary>
    private bool IsGone(Height height) => _decided.Count == 0 || height < _decided.GetKeyAtIndex(0);

    // A block costs memory beside its bodies' bytes, some kilobytes with a few hundred requests. So many are half an
    // hour of heartbeats, or a quarter of a minute of full load: who was away for longer transfers the state.
    private const int MaxDecided = 2048;

    private void Forget(Decision decision)
    {
        _decided.Remove(decision.Height);
        foreach (var reference in decision.Block.References) _decidedBytes -= reference.Length;
    }

    private void Remove(Digest digest, Height height)
    {
        if (!_blocks.Remove(digest, out var block)) return;
        foreach (var reference in block.References)
        {
            if (_bodies.TryGetValue(reference.Digest, out var body) && body.Height <= height)
                _bodies.Remove(reference.Digest);
        }
    }

    private sealed record StoredBody(IBody Body, Height Height);
}
