using BenchmarkDotNet.Attributes;
using Witan.Core.Certificates;
using Witan.Core.Messages;
using Witan.Crypto;
using Witan.Primitives;

namespace Witan.Benchmarks;

/// <summary>A quorum of four members' votes becomes a certificate; the signatures are verified before.</summary>
public class VoteTableBenchmarks
{
    private readonly Digest _block = Sha256.Hash("block"u8);
    private readonly SignedStatement[] _votes;

    public VoteTableBenchmarks() =>
        _votes = [.. Enumerable.Range(0, 3).Select(sender => Samples.Forge.Commit(sender, 0, 1, _block))];

    [Benchmark]
    public Certificate? CertifyOfThree()
    {
        var table = new VoteTable(Samples.Forge.Configuration);
        foreach (var vote in _votes) table.Add(vote, _block);
        return table.TryCertify(_block);
    }
}
