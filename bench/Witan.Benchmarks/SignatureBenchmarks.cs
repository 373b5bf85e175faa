using BenchmarkDotNet.Attributes;
using Witan.Crypto;
using Witan.Primitives;

namespace Witan.Benchmarks;

/// <summary>Ed25519 by the library that a node takes.</summary>
public class SignatureBenchmarks
{
    private readonly Ed25519Scheme _scheme = Ed25519Provider.Default;
    private readonly Digest _text = Sha256.Hash("a vote"u8);
    private readonly byte[] _block = new byte[4096];
    private readonly SigningKey _key;
    private readonly Signature _signature;

    public SignatureBenchmarks()
    {
        _key = _scheme.CreateSigner(Sha256.Hash("seed"u8).ToArray());
        _signature = _key.Sign(_text);
    }

    [Benchmark]
    public Signature Sign() => _key.Sign(_text);

    [Benchmark]
    public bool Verify() => _scheme.Verify(_key.PublicKey, _text, _signature);

    [Benchmark]
    public Digest HashOf4KiB() => Sha256.Hash(_block);
}
