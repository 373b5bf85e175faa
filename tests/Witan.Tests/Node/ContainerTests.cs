using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Witan.Node;
using Xunit;
using PbftProtocol = Witan.Protocols.Pbft.Protocol;

namespace Witan.Tests.Node;

public sealed class ContainerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Four_replicas_and_a_client_live_in_one_container_and_show_their_health()
    {
        await using var cluster = new HostedCluster();
        using var host = Build(cluster, 4);
        await host.StartAsync(Cancellation);

        var client = host.Services.GetRequiredService<IWitanClient>();
        var result = await client.SubmitAsync("a"u8.ToArray(), Cancellation);
        var replica = host.Services.GetRequiredKeyedService<ReplicaService>("r2").Host!;
        await Eventually.HoldsAsync(() => replica.ReachablePeers == 3, "replica 2 reaches its peers");

        Assert.Equal(1UL, BitConverter.ToUInt64(result.Value.Span));
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{cluster.Port + 32}") };
        foreach (var path in (string[])["/health/live", "/health/ready", "/health/progress"])
            Assert.Equal("ok\n", await http.GetStringAsync(path, Cancellation));
        Assert.Contains("\"witan\"", await http.GetStringAsync("/version", Cancellation), StringComparison.Ordinal);
        Assert.Contains(
            "witan_reachable_peers{replica=\"R2\"} 3", await http.GetStringAsync("/metrics", Cancellation),
            StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/", Cancellation)).StatusCode);
        await host.StopAsync(Cancellation);
        Assert.True(replica.Completion.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_replica_without_a_quorum_is_live_and_cannot_make_progress()
    {
        await using var cluster = new HostedCluster();
        using var host = Build(cluster, 1);
        await host.StartAsync(Cancellation);

        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{cluster.Port + 30}") };
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health/live", Cancellation)).StatusCode);
        var progress = await http.GetAsync("/health/progress", Cancellation);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, progress.StatusCode);
        Assert.Equal(
            "no quorum within reach: 1 of 4 replicas\n", await progress.Content.ReadAsStringAsync(Cancellation));
        await host.StopAsync(Cancellation);
    }

    [Fact]
    public async Task Options_that_cannot_work_stop_the_application_from_starting()
    {
        await using var cluster = new HostedCluster();
        using var host = Build(cluster, 1, options => options.VerificationThreads = 0);

        var failure = await Assert.ThrowsAsync<NodeSetupException>(() => host.StartAsync(Cancellation));

        Assert.Equal("verificationThreads must be 1 to 64", failure.Message);
    }

    private static IHost Build(HostedCluster cluster, int replicas, Action<NodeOptions>? more = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton<ILoggerFactory>(cluster.Log);
        foreach (var member in cluster.Folder.Genesis.Configuration.Members.Take(replicas))
        {
            builder.Services
                .AddWitanReplica("r" + member.Id.Value, options =>
                {
                    options.NodeFile = cluster.Folder.NodeFile(member.Id);
                    more?.Invoke(options);
                })
                .AddStateMachine<AdderMachine>()
                .AddProtocol(new PbftProtocol());
        }

        builder.Services.AddWitanClient(options =>
        {
            options.TrustFile = cluster.Folder.TrustFile;
            options.KeyFile = cluster.Folder.ClientKeyFile;
            options.DataFolder = cluster.Folder.ClientDataFolder;
        });
        return builder.Build();
    }
}
