using System.Text;
using System.Text.Json;
using Xunit;

namespace Witan.EndToEnd.Tests.Clusters;

/// <summary>Values of any bytes go in and out as they are, and JSON says what they are.</summary>
public sealed class ValueTests
{
    private static readonly byte[] Binary = [0x00, 0xFF, 0x0A, 0x80, 0x0D, 0x0A];

    [Fact]
    public async Task What_is_no_text_is_written_read_proved_and_shown_without_loss()
    {
        await using var cluster = await LocalCluster.StartAsync();
        var file = Path.Combine(cluster.Directory, "value.bin");
        await File.WriteAllBytesAsync(file, Binary, TestContext.Current.CancellationToken);

        await PutAsync(cluster, default, "from-file", "--file", file);
        await PutAsync(cluster, Binary, "from-input", "-");
        await PutAsync(cluster, "grün"u8.ToArray(), "text");

        await AssertJsonAsync(cluster, "from-file", "valueBase64", Convert.ToBase64String(Binary));
        await AssertJsonAsync(cluster, "from-input", "valueBase64", Convert.ToBase64String(Binary));
        await AssertJsonAsync(cluster, "text", "value", "grün");
        var raw = await RunAsync(cluster, "get", "text", "--raw");
        Assert.Equal((0, "grün"), (raw.Code, raw.Output));
        var none = await RunAsync(cluster, "get", "none", "--raw");
        Assert.Equal((1, ""), (none.Code, none.Output));
        Assert.Contains("no such key", none.Error, StringComparison.Ordinal);
        await AssertAllAsync(cluster);
        await AssertTransactionAsync(cluster);
    }

    [Fact]
    public async Task The_json_of_verify_has_numbers_truth_values_and_lists()
    {
        await using var cluster = await LocalCluster.StartAsync();
        await PutAsync(cluster, Binary, "there");

        using var there = await VerifyAsync(cluster, "there");
        using var absent = await VerifyAsync(cluster, "absent");

        var root = there.RootElement;
        Assert.Equal("entry", root.GetProperty("proved").GetString());
        Assert.True(root.GetProperty("exists").GetBoolean());
        Assert.Equal("there", root.GetProperty("key").GetString());
        Assert.Equal(Binary, root.GetProperty("valueBase64").GetBytesFromBase64());
        Assert.Equal(2, root.GetProperty("modRevision").GetInt64());
        Assert.True(root.GetProperty("height").GetInt64() > 0);
        Assert.Equal(3, root.GetProperty("signers").GetArrayLength());
        Assert.Equal(3, root.GetProperty("organisations").GetArrayLength());
        Assert.False(absent.RootElement.GetProperty("exists").GetBoolean());
        Assert.False(absent.RootElement.TryGetProperty("value", out _));
    }

    private static async Task PutAsync(LocalCluster cluster, ReadOnlyMemory<byte> input, params string[] arguments)
    {
        var put = await WitanCommand.RunAsync(input, ["put", .. arguments, "--dir", cluster.Directory]);
        Assert.Equal((0, "OK\n", ""), (put.Code, put.Output, put.Error));
    }

    private static Task<CommandResult> RunAsync(LocalCluster cluster, params string[] arguments) =>
        WitanCommand.RunAsync([.. arguments, "--dir", cluster.Directory]);

    private static async Task AssertJsonAsync(LocalCluster cluster, string key, string name, string value)
    {
        var got = await RunAsync(cluster, "get", key, "--json");
        Assert.Equal((0, ""), (got.Code, got.Error));
        using var json = JsonDocument.Parse(got.Output);
        var kv = Assert.Single(json.RootElement.GetProperty("kvs").EnumerateArray());
        Assert.Equal(key, kv.GetProperty("key").GetString());
        Assert.Equal(value, kv.GetProperty(name).GetString());
        Assert.NotEqual(kv.TryGetProperty("value", out _), kv.TryGetProperty("valueBase64", out _));
    }

    /// <summary>The empty prefix is every key's.</summary>
    private static async Task AssertAllAsync(LocalCluster cluster)
    {
        var all = await RunAsync(cluster, "get", "", "--prefix", "--json");
        using var json = JsonDocument.Parse(all.Output);
        Assert.Equal(3, json.RootElement.GetProperty("count").GetInt64());
    }

    private static async Task AssertTransactionAsync(LocalCluster cluster)
    {
        var text = Encoding.UTF8.GetBytes("version(\"text\") > \"0\"\n\nget from-input\ndel text\n");
        var done = await WitanCommand.RunAsync(text, "txn", "--json", "--dir", cluster.Directory);
        using var json = JsonDocument.Parse(done.Output);
        var responses = json.RootElement.GetProperty("responses");
        Assert.Equal(Binary, responses[0].GetProperty("kvs")[0].GetProperty("valueBase64").GetBytesFromBase64());
        Assert.Equal(1, responses[1].GetProperty("deleted").GetInt64());

        var refused = await WitanCommand.RunAsync(
            new byte[] { (byte)'v', 0xFF, (byte)'\n' }, "txn", "--dir", cluster.Directory);
        Assert.Equal((2, ""), (refused.Code, refused.Output));
        Assert.Contains("not valid UTF-8", refused.Error, StringComparison.Ordinal);
    }

    private static async Task<JsonDocument> VerifyAsync(LocalCluster cluster, string key)
    {
        var file = Path.Combine(cluster.Directory, key + ".proof");
        Assert.Equal(0, (await RunAsync(cluster, "get", key, "--proof", file)).Code);
        var verified = await WitanCommand.RunAsync("verify", file, "--trust", cluster.TrustFile, "--json");
        Assert.Equal((0, ""), (verified.Code, verified.Error));
        return JsonDocument.Parse(verified.Output);
    }
}
