using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Crypto;
using Witan.Primitives;
using Witan.Storage.Disks;
using Witan.Storage.Journals;
using Witan.TestKit.Storage;

namespace Witan.Tests.Storage;

/// <summary>A small journal: segments with room for 4 KiB of records, so that few records fill several.</summary>
internal static class JournalFixture
{
    public static readonly JournalIdentity Identity = new(Sha256.Hash([1]), new ReplicaId(2));

    public static readonly JournalOptions Small = new() { SegmentBytes = 8192 };

    public static readonly MessageCodec Codec = new(new NumberCodec());

    public static void Create(IDisk disk) => Journal.Create(disk, Identity, 77, Small);

    public static OpenedJournal Open(IDisk disk) => Journal.Open(disk, Codec, Identity, Small);

    public static MemoryDisk WithBatches(int batches, int recordsEach, int fill)
    {
        var disk = new MemoryDisk();
        Create(disk);
        using var journal = Open(disk).Journal;
        for (var b = 0; b < batches; b++)
        {
            var records = new Record[recordsEach];
            for (var r = 0; r < recordsEach; r++)
                records[r] = new NumberRecord((ulong)((b * recordsEach) + r + 1), fill, new Height((ulong)b + 1));
            Append(journal, records);
            journal.Flush();
        }

        return disk;
    }

    public static void Append(Journal journal, params Record[] records)
    {
        var batch = new JournalBatch();
        foreach (var record in records) batch.Add(record);
        journal.Append(batch);
    }

    public static ulong[] Numbers(OpenedJournal opened)
    {
        var numbers = new List<ulong>();
        foreach (var record in opened.Records)
            if (record is NumberRecord number) numbers.Add(number.Number);
        opened.Journal.Dispose();
        return [.. numbers];
    }

    public static ulong[] UpTo(int last) => [.. Enumerable.Range(1, last).Select(i => (ulong)i)];

    public static string[] Segments(MemoryDisk disk) =>
        [.. disk.List().Where(n => n.EndsWith(".wal", StringComparison.Ordinal))];
}
