using BenchmarkDotNet.Attributes;
using Witan.Core.Messages;
using Witan.Primitives.Encoding;
using Witan.TestKit.Pbft;

namespace Witan.Benchmarks;

/// <summary>The canonical encoding of what is sent most: a vote, a full proposal, a client's bundle of 1 KiB.</summary>
public class EncodingBenchmarks
{
    private readonly CanonicalWriter _writer = new(64 * 1024);
    private readonly Bundle _bundle = Samples.Bundle(1, 1, 1024);
    private readonly byte[] _vote = Samples.Prepare.Encoded.ToArray();
    private readonly byte[] _proposal = Samples.PrePrepare.Encoded.ToArray();
    private readonly byte[] _bundleBytes;

    public EncodingBenchmarks() => _bundleBytes = _bundle.Encoded.ToArray();

    [Benchmark]
    public int EncodeVote() => Encode(Samples.Prepare);

    [Benchmark]
    public int EncodeProposalOf100() => Encode(Samples.PrePrepare);

    [Benchmark]
    public int EncodeBundleOf1KiB() => Encode(_bundle);

    [Benchmark]
    public Message? DecodeVote() => PbftForge.Codec.Decode(_vote, out _);

    [Benchmark]
    public Message? DecodeProposalOf100() => PbftForge.Codec.Decode(_proposal, out _);

    [Benchmark]
    public Message? DecodeBundleOf1KiB() => PbftForge.Codec.Decode(_bundleBytes, out _);

    private int Encode(Message message)
    {
        _writer.Clear();
        message.WriteBody(_writer);
        return _writer.Written.Length;
    }
}
