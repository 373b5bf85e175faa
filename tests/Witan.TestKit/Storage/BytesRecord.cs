using Witan.Core.Contract;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.TestKit.Storage;

/// <summary>A record whose bytes a test chooses; written only, never decoded.</summary>
public sealed class BytesRecord(byte[] bytes, Height? neededUntil) : Record
{
    public override byte Kind => RecordKind.FirstOfProtocol + 1;

    public override Height? NeededUntil { get; } = neededUntil;

    public override void Write(CanonicalWriter writer) => writer.Raw(bytes);
}
