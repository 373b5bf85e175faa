using System.Diagnostics;
using Witan.Client;
using Witan.Crypto;
using Xunit;

namespace Witan.EndToEnd.Tests.Clusters;

/// <summary>Proof files that a real cluster wrote, checked by the command and in this process.</summary>
public sealed class ProofTests(ITestOutputHelper output)
{
    public static TheoryData<string> Protocols => [.. Sizes.Protocols];

    /// <summary>The lowest bit, and the one between small and capital letters.</summary>
    private static readonly byte[] Flips = [0x01, 0x20];

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task A_proof_of_a_key_or_of_its_absence_verifies_and_with_any_byte_flipped_does_not(string protocol)
    {
        await using var cluster = await LocalCluster.StartAsync(protocol);
        var watch = Stopwatch.StartNew();
        Assert.Equal(0, (await WitanCommand.RunAsync("put", "colour", "green", "--dir", cluster.Directory)).Code);

        Assert.Contains("green", await ProveAsync(cluster, "colour"), StringComparison.Ordinal);
        Assert.Contains("does not exist", await ProveAsync(cluster, "color"), StringComparison.Ordinal);
        output.WriteLine($"{protocol}: {watch.Elapsed.TotalSeconds:0.0} s");
    }

    /// <returns>What verify says of the sound proof.</returns>
    private static async Task<string> ProveAsync(LocalCluster cluster, string key)
    {
        var file = Path.Combine(cluster.Directory, key + ".proof");
        var got = await WitanCommand.RunAsync("get", key, "--proof", file, "--dir", cluster.Directory);
        Assert.Equal((0, ""), (got.Code, got.Error));
        var verified = await WitanCommand.RunAsync("verify", file, "--trust", cluster.TrustFile);
        Assert.Equal((0, ""), (verified.Code, verified.Error));
        Assert.Contains(key, verified.Output, StringComparison.Ordinal);
        var sound = await File.ReadAllBytesAsync(file);
        AssertEveryFlipIsRefused(sound, cluster.TrustFile);
        for (var part = 0; part < 5; part++)
            await AssertCommandRefusesAsync(cluster, sound, part * (sound.Length - 1) / 4);
        return verified.Output;
    }

    private static void AssertEveryFlipIsRefused(byte[] sound, string trustFile)
    {
        var trust = TrustFile.Read(File.ReadAllBytes(trustFile));
        Assert.NotNull(trust);
        Assert.IsType<ProofVerdict.Holds>(ProofFile.Verify(sound, trust, Ed25519Provider.Default));
        foreach (var flip in Flips)
        {
            for (var at = 0; at < sound.Length; at++)
            {
                byte[] changed = [.. sound];
                changed[at] ^= flip;
                if (ProofFile.Verify(changed, trust, Ed25519Provider.Default) is ProofVerdict.Holds)
                    Assert.Fail($"byte {at} of {sound.Length} flipped by {flip} and the proof still verifies");
            }
        }
    }

    private static async Task AssertCommandRefusesAsync(LocalCluster cluster, byte[] sound, int at)
    {
        byte[] changed = [.. sound];
        changed[at] ^= 0x01;
        var file = Path.Combine(cluster.Directory, "changed.proof");
        await File.WriteAllBytesAsync(file, changed);
        var verified = await WitanCommand.RunAsync("verify", file, "--trust", cluster.TrustFile);
        Assert.Equal((4, ""), (verified.Code, verified.Output));
    }
}
