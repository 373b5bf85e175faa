using Witan.Primitives.Encoding;
using Witan.Registry;
using Xunit;

namespace Witan.Tests.Registry;

public sealed class EncodingTests
{
    private static readonly byte[] Key = [(byte)'k'];
    private static readonly RegistryStateMachine Machine = new();

    public static TheoryData<string, bool, string> Vectors()
    {
        var data = new TheoryData<string, bool, string>();
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Vectors", "registry-encoding.txt")))
        {
            if (line.Length == 0 || line[0] == '#') continue;
            var parts = line.Split(' ');
            data.Add(parts[0] + " " + parts[2], parts[1] == "accept", parts[3]);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void A_vector_of_the_file_is_accepted_with_one_encoding_or_refused(string name, bool accepted, string hex)
    {
        var bytes = Convert.FromHexString(hex);
        var again = name.Split(' ')[0] switch
        {
            "request" => RegistryRequest.Decode(bytes) is { } request ? RegistryBench.Encode(request) : null,
            "query" => RegistryQuery.Decode(bytes) is { } query ? Encode(query) : null,
            _ => RegistryResult.Decode(bytes)?.Encode(),
        };
        Assert.Equal(accepted ? hex : null, again is null ? null : Convert.ToHexStringLower(again));
        if (name.StartsWith("request", StringComparison.Ordinal)) Assert.Equal(accepted, Machine.Validate(bytes));
    }

    [Fact]
    public void Every_request_decodes_to_itself_and_no_part_of_it_or_longer_text_does()
    {
        var random = new RandomRequests(11);
        for (var i = 0; i < 300; i++)
        {
            var request = random.Any(20);
            if (request.TryEncode(out var bytes) != RegistryError.None) continue;
            var decoded = Assert.IsAssignableFrom<RegistryRequest>(RegistryRequest.Decode(bytes));
            Assert.Equal(bytes, RegistryBench.Encode(decoded));
            Assert.True(Machine.Validate(bytes));
            for (var length = 0; length < bytes.Length; length++)
                Assert.Null(RegistryRequest.Decode(bytes.AsMemory(0, length)));
            Assert.Null(RegistryRequest.Decode((byte[])[.. bytes, 0]));
        }
    }

    [Fact]
    public void Every_result_decodes_to_itself_and_no_part_of_it_or_longer_text_does()
    {
        var random = new RandomRequests(12);
        var bench = new RegistryBench();
        for (var i = 0; i < 300; i++)
        {
            var request = random.Any(i);
            if (request.Check() != RegistryError.None) continue;
            var bytes = bench.Do(request).Encode();
            for (var length = 0; length < bytes.Length; length++)
                Assert.Null(RegistryResult.Decode(bytes.AsMemory(0, length)));
            Assert.Null(RegistryResult.Decode((byte[])[.. bytes, 0]));
        }
    }

    [Fact]
    public void Whatever_decodes_after_random_damage_is_the_one_encoding_of_what_it_says()
    {
        var random = new RandomRequests(13);
        var decoded = 0;
        for (var i = 0; i < 20_000; i++)
        {
            if (random.Any(20).TryEncode(out var bytes) != RegistryError.None) continue;
            for (var flips = random.Below(3); flips >= 0; flips--)
                bytes[random.Below(bytes.Length)] = (byte)random.Below(256);
            if (RegistryRequest.Decode(bytes) is { } request)
            {
                decoded++;
                Assert.Equal(bytes, RegistryBench.Encode(request));
            }

            if (RegistryResult.Decode(bytes) is { } result) Assert.Equal(bytes, result.Encode());
            if (RegistryQuery.Decode(bytes) is { } query) Assert.Equal(bytes, Encode(query));
        }

        Assert.True(decoded > 1000, "damage that nothing survives tests nothing");
    }

    [Fact]
    public void A_request_of_exactly_the_limit_is_accepted_and_one_byte_more_refused()
    {
        const int overhead = 1 + 4 + 1 + 4 + 8 + 1;
        var put = new RegistryRequest.Put { Key = Key, Value = new byte[RegistryLimits.MaxRequestBytes - overhead] };
        Assert.Equal(RegistryLimits.MaxRequestBytes, RegistryBench.Encode(put).Length);
        Assert.True(Machine.Validate(RegistryBench.Encode(put)));
        var larger = put with { Value = new byte[put.Value.Length + 1] };
        Assert.Equal(RegistryError.RequestTooLarge, larger.TryEncode(out _));
        var writer = new CanonicalWriter();
        writer.U8(1);
        writer.Bytes(Key);
        writer.Bytes(larger.Value.Span);
        writer.I64(0);
        writer.U8(0);
        Assert.Equal(RegistryLimits.MaxRequestBytes + 1, writer.Length);
        Assert.False(Machine.Validate(writer.Written));
    }

    [Fact]
    public void A_key_whose_place_in_the_history_would_exceed_a_key_of_a_map_is_refused_at_the_door()
    {
        var put = new RegistryRequest.Put { Key = new byte[RegistryLimits.MaxRequestBytes / 2] };
        Assert.Equal(RegistryError.RequestTooLarge, put.Check());
        var fits = put with { Key = Enumerable.Repeat((byte)1, RegistryLimits.MaxRequestBytes / 2).ToArray() };
        Assert.Equal(RegistryError.None, fits.Check());
        Assert.IsType<RegistryResult.Put>(new RegistryBench().Do(fits));
    }

    [Fact]
    public void Bytes_that_no_request_has_get_a_result_too_when_they_are_ordered_after_all()
    {
        var bench = new RegistryBench();
        var put = RegistryBench.Encode(new RegistryRequest.Put { Key = Key });
        var results = bench.BlockOfBytes([put, [99], [], put]);
        Assert.Equal(RegistryError.Malformed, Assert.IsType<RegistryResult.Refused>(results[1]).Error);
        Assert.Equal(RegistryError.Malformed, Assert.IsType<RegistryResult.Refused>(results[2]).Error);
        Assert.Equal([2, 2, 2, 3], results.Select(r => r.Revision));
    }

    private static byte[] Encode(RegistryQuery query)
    {
        Assert.Equal(RegistryError.None, query.TryEncode(out var bytes));
        return bytes;
    }
}
