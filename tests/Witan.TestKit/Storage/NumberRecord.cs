using Witan.Core.Contract;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.TestKit.Storage;

/// <summary>A record that says its number, fills some bytes, and lives as long as a test wants.</summary>
/// <param name="number">Tells it from others.</param>
/// <param name="fill">Bytes behind the number, none of them 0 or predictable by position.</param>
/// <param name="neededUntil">Null: until another of the same group.</param>
/// <param name="group">What it replaces.</param>
public sealed class NumberRecord(ulong number, int fill, Height? neededUntil, int group = 0) : Record
{
    public const byte RecordKindNumber = Core.Contract.RecordKind.FirstOfProtocol;

    public ulong Number { get; } = number;

    public int Fill { get; } = fill;

    public int Group { get; } = group;

    public override byte Kind => RecordKindNumber;

    public override Height? NeededUntil { get; } = neededUntil;

    public override int Replaces => (Kind << 8) | Group;

    public override void Write(CanonicalWriter writer)
    {
        writer.U64(Number);
        writer.U8((byte)Group);
        writer.Bool(NeededUntil is not null);
        writer.Height(NeededUntil ?? default);
        writer.Count(Fill);
        for (var i = 0; i < Fill; i++) writer.U8(FillByte(i));
    }

    public static NumberRecord? Read(ref CanonicalReader reader)
    {
        var number = reader.U64();
        var group = reader.U8();
        var named = reader.Bool();
        var height = reader.Height();
        var record = new NumberRecord(number, reader.Count(1 << 24, 1), named ? height : null, group);
        for (var i = 0; i < record.Fill; i++)
            if (reader.U8() != record.FillByte(i)) reader.Fail();
        return reader.Failed ? null : record;
    }

    private byte FillByte(int i) => (byte)(1 + (((Number * 31) + (ulong)i) % 251));
}
