using BenchmarkDotNet.Attributes;
using Witan.Core.Messages;
using Witan.Crypto;
using Witan.Node;
using Witan.Primitives;
using Witan.Storage.Journals;
using Witan.TestKit.Pbft;
using Witan.TestKit.Storage;

namespace Witan.Benchmarks;

/// <summary>Ten records of 200 bytes, as a busy slot leaves, in a journal on this machine's disk.</summary>
public class JournalBenchmarks
{
    private const int Records = 10;

    private static readonly JournalIdentity Identity = new(Sha256.Hash([1]), new ReplicaId(0));
    private static readonly MessageCodec Codec = PbftForge.Codec;

    private DirectoryInfo _folder = null!;
    private Journal _journal = null!;
    private ulong _height;

    [IterationSetup]
    public void Open()
    {
        _folder = Directory.CreateTempSubdirectory("witan-journal-");
        var disk = new FileDisk(_folder.FullName);
        Journal.Create(disk, Identity, 77);
        _journal = Journal.Open(disk, Codec, Identity).Journal;
    }

    [IterationCleanup]
    public void Remove()
    {
        _journal.Dispose();
        _folder.Delete(recursive: true);
    }

    [Benchmark(OperationsPerInvoke = Batches)]
    public void Append()
    {
        for (var i = 0; i < Batches; i++) AppendBatch();
    }

    [Benchmark(OperationsPerInvoke = Batches)]
    public void AppendAndFlush()
    {
        for (var i = 0; i < Batches; i++)
        {
            AppendBatch();
            _journal.Flush();
        }
    }

    private const int Batches = 100;

    private void AppendBatch()
    {
        _height++;
        var batch = new JournalBatch();
        for (var i = 0; i < Records; i++) batch.Add(new BytesRecord(new byte[200], new Height(_height)));
        _journal.Append(batch);
    }
}
