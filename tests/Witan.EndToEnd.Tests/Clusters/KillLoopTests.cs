using Witan.EndToEnd.Tests.Differential;
using Xunit;

namespace Witan.EndToEnd.Tests.Clusters;

/// <summary>kill -9 of one replica after another under every protocol, while puts go on.</summary>
public sealed class KillLoopTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static TheoryData<string> Protocols => [.. Sizes.Protocols];

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Replicas_of_four_killed_at_random_in_a_stream_of_puts_lose_nothing(string protocol)
    {
        Etcdctl.Require();
        await using var cluster = await LocalCluster.StartAsync(protocol);
        var before = await StoredKeys.ReadAsync(cluster, "k/");
        var puts = new PutStream(cluster.Endpoint, "k/", total: 1_000_000, lanes: 4, perSecond: 200);
        var random = new Random(Sizes.KillSeed);

        var stream = puts.RunAsync();
        for (var i = 0; i < Sizes.Kills; i++)
        {
            await AcknowledgedAsync(puts, random.Next(20, 200));
            var victim = $"R{random.Next(4)}";
            cluster.Kill(victim);
            await AcknowledgedAsync(puts, random.Next(1, 60));
            cluster.StartReplica(victim);
            await Until.TrueAsync(
                $"{victim} is level, {i} kills before", Patience,
                () => cluster.IsLevelAsync(victim), () => cluster.DescribeAsync(victim));
        }

        puts.Stop();
        await stream;
        var after = await StoredKeys.ReadAsync(cluster, "k/");
        output.WriteLine(
            $"{protocol}: {puts.Acknowledged} puts in {puts.Elapsed.TotalSeconds:0.0} s, {Sizes.Kills} kills; "
            + $"longest pause {puts.LongestPause.TotalMilliseconds:0} ms");
        Assert.Equal([], puts.Failures);
        after.AssertHolds(puts.AcknowledgedKeys);
        Assert.Equal(puts.Acknowledged, after.Entries.Count);
        Assert.Equal(before.Revision + puts.Acknowledged, after.Revision);
    }

    private static Task<TimeSpan> AcknowledgedAsync(PutStream puts, int more)
    {
        var wanted = puts.Acknowledged + more;
        return Until.TrueAsync($"{wanted} puts are acknowledged", Patience, () => puts.Acknowledged >= wanted);
    }
}
