using Witan.Core.Application;
using Witan.Primitives.Encoding;

namespace Witan.Registry.State;

/// <summary>The figures of the whole store, one value in the map <c>meta</c>.</summary>
/// <remarks>Layout: revision i64 | compacted revision i64 | keys i64 | bytes i64.</remarks>
/// <param name="Revision">The current revision; 1 in a fresh store.</param>
/// <param name="Compacted">The last compacted revision; -1 if there was none, since etcd lets 0 be compacted
/// once.</param>
/// <param name="Keys">Keys that exist.</param>
/// <param name="Bytes">Bytes of keys and values in the maps <c>latest</c> and <c>history</c>.</param>
public readonly record struct Totals(long Revision, long Compacted, long Keys, long Bytes)
{
    public static Totals Fresh => new(Revision: 1, Compacted: -1, Keys: 0, Bytes: 0);

    /// <exception cref="InvalidOperationException">The state holds something else: a broken invariant.</exception>
    public static Totals Load(IOrderedMapView meta)
    {
        if (!meta.TryGet(MapNames.Totals, out var stored)) return Fresh;
        var reader = new CanonicalReader(stored.Span);
        var totals = new Totals(reader.I64(), reader.I64(), reader.I64(), reader.I64());
        return reader.Complete ? totals : throw new InvalidOperationException("meta holds no totals");
    }

    internal void Store(IOrderedMap meta)
    {
        var writer = new CanonicalWriter(4 * sizeof(long));
        writer.I64(Revision);
        writer.I64(Compacted);
        writer.I64(Keys);
        writer.I64(Bytes);
        meta.Put(MapNames.Totals, writer.Written);
    }
}
