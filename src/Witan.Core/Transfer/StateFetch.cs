using Witan.Core.Certificates;
using Witan.Core.Execution;
using Witan.Core.Messages;
using Witan.Crypto.Trees;
using Witan.Primitives;

namespace Witan.Core.Transfer;

/// <summary>
/// A certified checkpoint while it is fetched, map by map, from the first key up. Every piece is proved against the
/// certified root before anything of it is kept, so pieces may come from any peer.
/// </summary>
internal sealed class StateFetch
{
    private readonly Manifest _manifest;
    private readonly List<KeyValuePair<string, AuthenticatedMap>> _done = [];
    private List<MapEntry> _entries = [];
    private byte[] _from = [];

    private StateFetch(Manifest manifest) => _manifest = manifest;

    public StateCertificate Certificate => _manifest.Certificate;

    public Height Height => Certificate.Height;

    /// <summary>Bytes of keys and values received.</summary>
    public long Bytes { get; private set; }

    public bool IsComplete => _done.Count == _manifest.Maps.Count;

    /// <summary>The next piece to ask for.</summary>
    public FetchRange Next => new(Height, _manifest.Maps[_done.Count].Name, _from);

    /// <summary>Null if the manifest's roots do not hash to the certified state root.</summary>
    public static StateFetch? Begin(Manifest manifest)
    {
        var roots = AuthenticatedMap.Empty.Edit();
        foreach (var map in manifest.Maps) roots.Put(StateMaps.NameKey(map.Name), map.Root.ToArray());
        return roots.Root == manifest.Certificate.Commitment.State ? new StateFetch(manifest) : null;
    }

    /// <summary>Whether a chunk answers <see cref="Next"/>.</summary>
    public bool IsAwaited(RangeChunk chunk) =>
        !IsComplete && chunk.Height == Height && chunk.Map == _manifest.Maps[_done.Count].Name
        && chunk.From.Span.SequenceEqual(_from);

    /// <summary>Checks and takes an awaited chunk; false if its proof does not hold, and nothing changed.</summary>
    public bool TryAdd(RangeChunk chunk)
    {
        var root = _manifest.Maps[_done.Count].Root;
        var range = new KeyRange(_from, chunk.To?.ToArray());
        if (!RangeProof.TryVerify(chunk.Proof.Span, root, range, out var entries)) return false;
        if (entries.Count == 0 && chunk.To is not null) return false;
        foreach (var entry in entries) Bytes += entry.Key.Length + entry.Value.Length;
        _entries.AddRange(entries);
        if (chunk.To is { } to)
        {
            _from = to.ToArray();
            return true;
        }

        return TryFinishMap(root);
    }

    /// <summary>
    /// All maps; their root is the certified one, since each map's root was proved and is checked once more.
    /// </summary>
    public StateMaps Build() => StateMaps.Empty.With(_done);

    private bool TryFinishMap(Digest root)
    {
        if (!AuthenticatedMap.TryFromSorted(_entries, out var map) || map.Root != root) return false;
        _done.Add(new(_manifest.Maps[_done.Count].Name, map));
        _entries = [];
        _from = [];
        return true;
    }
}
