using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Core.Blocks;

/// <summary>A body of a block that this replica votes for or was told to execute.</summary>
/// <param name="height">The lowest height at which it was seen.</param>
/// <param name="bundle">The body.</param>
public sealed class BodyRecord(Height height, Bundle bundle) : Record
{
    public Height Height { get; } = height;

    public Bundle Bundle { get; } = bundle;

    public override byte Kind => RecordKind.Body;

    public override Height? NeededUntil => Height;

    public override void Write(CanonicalWriter writer)
    {
        writer.Height(Height);
        writer.Bytes(Bundle.Body.Span);
    }

    public static BodyRecord? Read(ref CanonicalReader reader)
    {
        var height = reader.Height();
        var bundle = Bundle.Decode(reader.Bytes(Limits.MaxBundleBytes));
        if (bundle is null) reader.Fail();
        return reader.Failed ? null : new BodyRecord(height, bundle!);
    }
}
