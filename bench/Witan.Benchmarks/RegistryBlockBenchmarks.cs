using BenchmarkDotNet.Attributes;
using Witan.Core.Blocks;
using Witan.Core.Certificates;
using Witan.Core.Execution;
using Witan.Core.Messages;
using Witan.Crypto;
using Witan.Primitives;
using Witan.Primitives.Membership;
using Witan.Registry;

namespace Witan.Benchmarks;

/// <summary>
/// A block of puts through the registry, the session ledger and the authenticated maps up to the commitment that is
/// signed. Executing is a pure function, so the same block runs again and again.
/// </summary>
public class RegistryBlockBenchmarks
{
    private const int Puts = 100;

    private readonly Executor _executor;
    private readonly Configuration _configuration = Samples.Forge.Configuration;
    private StateCommitment _before = null!;
    private StateMaps _state = null!;
    private Block _block = null!;
    private Bundle _bundle = null!;

    public RegistryBlockBenchmarks() => _executor = new Executor(new RegistryStateMachine(), Sha256.Hash("c"u8));

    /// <summary>Keys that are there before.</summary>
    [Params(1_000, 100_000)]
    public int Keys { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        var genesis = new Genesis(
            _configuration, [Samples.Session.Client], "registry", new BlockTime(1), Sha256.Hash("salt"u8));
        _state = Executor.GenesisState(genesis);
        _before = Executor.GenesisCommitment(genesis, Sha256.Hash("c"u8), _state);
        ulong next = 1;
        for (var key = 0; key < Keys; key += Puts)
        {
            var (block, bundle) = BlockOf(_before.Height.Next, next, key);
            var executed = _executor.Execute(_before, _state, block, [bundle], _configuration);
            if (executed.Bundles.Count != 1) throw new InvalidOperationException("the puts were not executed");
            (_before, _state) = (executed.Commitment, executed.State);
            next += Puts;
        }

        // The measured block changes keys from all over the map.
        (_block, _bundle) = BlockOf(_before.Height.Next, next, 0, Math.Max(1, Keys / Puts));
    }

    [Benchmark(OperationsPerInvoke = Puts)]
    public Digest Put() => _executor.Execute(_before, _state, _block, [_bundle], _configuration).Commitment.Digest;

    private static (Block Block, Bundle Bundle) BlockOf(Height height, ulong first, int key, int step = 1)
    {
        var requests = new List<ReadOnlyMemory<byte>>();
        for (var i = 0; i < Puts; i++) requests.Add(PutOf(key + (i * step)));
        var bundle = new Bundle(Samples.Session, first, first, requests, default);
        var reference = new Reference(Reference.Bundle, bundle.Digest, (uint)bundle.Body.Length);
        return (new Block(height, new BlockTime((long)height.Value), [reference]), bundle);
    }

    /// <summary>A key of 32 bytes and a value of 256.</summary>
    private static byte[] PutOf(int key)
    {
        var put = new RegistryRequest.Put
        {
            Key = Sha256.Hash(BitConverter.GetBytes(key)).ToArray(), Value = new byte[256],
        };
        var problem = put.TryEncode(out var bytes);
        return problem == RegistryError.None ? bytes : throw new InvalidOperationException(problem.ToString());
    }
}
