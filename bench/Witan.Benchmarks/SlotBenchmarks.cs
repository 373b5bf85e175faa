using BenchmarkDotNet.Attributes;
using Witan.TestKit.Pbft;

namespace Witan.Benchmarks;

/// <summary>
/// One PBFT slot through four cores in one process: every message through its bytes and the verifier, ideal signatures,
/// no disk and no sockets. What is left is the protocol itself.
/// </summary>
public class SlotBenchmarks
{
    private PbftCluster _cluster = new();

    [IterationSetup]
    public void BeginAnew() => _cluster = new PbftCluster();

    [Benchmark(OperationsPerInvoke = Slots)]
    public bool Slot()
    {
        var all = true;
        for (var i = 0; i < Slots; i++) all &= _cluster.RunUntilExecuted([_cluster.Submit()]);
        return all ? true : throw new InvalidOperationException("a slot was not executed");
    }

    private const int Slots = 64;
}
