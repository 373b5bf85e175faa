using System.Net;
using System.Net.Sockets;
using System.Text;
using Witan.Client;
using Witan.Gateway.Http;
using Witan.Node;
using Witan.Primitives;
using Witan.TestKit.Grpc;
using Xunit;

namespace Witan.Tests.Gateway;

/// <summary>Each port speaks its own version of HTTP.</summary>
public sealed class PortTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_client_of_http_1_on_the_grpc_port_is_told_so_at_once()
    {
        await using var gateway = await EchoGateway.StartAsync();
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, gateway.Server.GrpcPort, Stop);
        var stream = client.GetStream();

        await stream.WriteAsync("GET /health HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray(), Stop);

        var answer = new StreamReader(stream, Encoding.ASCII);
        Assert.Equal("HTTP/1.1 400 Bad Request", await answer.ReadLineAsync(Stop));
    }

    [Fact]
    public async Task A_grpc_client_on_the_http_1_port_gets_no_answer_that_it_could_take_for_one()
    {
        await using var gateway = await EchoGateway.StartAsync();
        using var client = new GrpcTestClient($"127.0.0.1:{gateway.Server.HttpPort}");

        await Assert.ThrowsAsync<HttpRequestException>(() => client.CallAsync(EchoGateway.Echo, Proto.Empty));
    }

    [Fact]
    public async Task Health_says_why_it_is_bad_and_with_which_code()
    {
        await using var well = await EchoGateway.StartAsync();
        await using var ill = await EchoGateway.StartAsync(unhealthy: "no \"quorum\"");

        Assert.Equal((200, """{"health":"true"}"""), await GetAsync(well, "/health"));
        Assert.Equal((503, """{"health":"false","reason":"no \u0022quorum\u0022"}"""), await GetAsync(ill, "/health"));
    }

    [Fact]
    public async Task Version_names_the_api_and_the_product_and_other_paths_are_not_found()
    {
        await using var gateway = await EchoGateway.StartAsync();

        var (code, text) = await GetAsync(gateway, "/version");

        Assert.Equal(200, code);
        Assert.StartsWith("""{"etcdserver":"3.4.0+witan.""", text, StringComparison.Ordinal);
        Assert.Equal(404, (await GetAsync(gateway, "/")).Code);
    }

    [Fact]
    public async Task Metrics_count_calls_by_method_and_code()
    {
        await using var gateway = await EchoGateway.StartAsync();
        foreach (var path in new[] { EchoGateway.Echo, EchoGateway.Echo, EchoGateway.Refuse })
            await gateway.Client.CallAsync(path, Proto.Empty);

        var lines = (await GetAsync(gateway, "/metrics")).Text.Split('\n');

        const string counter = "grpc_server_handled_total";
        const string service = "grpc_service=\"test.Bytes\"";
        Assert.Contains($"{counter}{{grpc_method=\"Echo\",{service},grpc_code=\"Ok\"}} 2", lines);
        Assert.Contains($"{counter}{{grpc_method=\"Refuse\",{service},grpc_code=\"NotFound\"}} 1", lines);
        Assert.Contains($"grpc_server_calls_in_flight{{grpc_method=\"Echo\",{service}}} 0", lines);
    }

    [Fact]
    public async Task Metrics_and_replicas_say_of_each_lie_whether_it_is_proved_observed_or_merely_late()
    {
        await using var gateway = await EchoGateway.StartAsync(sights:
        [
            new ReplicaSight("R0", "org-a", true, []),
            new ReplicaSight("R3", "org-d", false, [Lie(LieKind.Equivocation, 2), Lie(LieKind.BadProof, 5),
                Lie(LieKind.Stale, 1), Lie(LieKind.NoAnswer, 7)]),
        ]);

        var lines = (await GetAsync(gateway, "/metrics")).Text.Split('\n');
        var (code, replicas) = await GetAsync(gateway, "/replicas");

        const string lies = "witan_gateway_replica_lies_total";
        Assert.Contains($"{lies}{{kind=\"Equivocation\",replica=\"R3\",weight=\"proved\"}} 2", lines);
        Assert.Contains($"{lies}{{kind=\"Stale\",replica=\"R3\",weight=\"observed\"}} 1", lines);
        Assert.Contains($"{lies}{{kind=\"NoAnswer\",replica=\"R3\",weight=\"late\"}} 7", lines);
        Assert.DoesNotContain(lines, line => line.StartsWith($"{lies}{{", StringComparison.Ordinal)
            && line.Contains("R0", StringComparison.Ordinal));
        Assert.Contains("witan_gateway_replica_connected{replica=\"R0\"} 1", lines);
        Assert.Contains("witan_gateway_replica_connected{replica=\"R3\"} 0", lines);
        Assert.Equal(200, code);
        Assert.Equal(
            """
            {"replicas":[
            {"replica":"R0","organisation":"org-a","connected":true,"proved":0,"observed":0,"late":0,"kinds":{}},
            {"replica":"R3","organisation":"org-d","connected":false,"proved":2,"observed":6,"late":7,
            "kinds":{"Equivocation":2,"BadProof":5,"Stale":1,"NoAnswer":7}}]}
            """.ReplaceLineEndings(""), replicas);
    }

    [Fact]
    public async Task Metrics_give_what_other_rooms_measure()
    {
        await using var gateway = await EchoGateway.StartAsync();
        using var meter = new System.Diagnostics.Metrics.Meter("Witan.Tests.Ports");
        var counter = meter.CreateCounter<long>("witan.test-counter");
        var histogram = meter.CreateHistogram<double>("witan.test_seconds");
        meter.CreateObservableGauge("witan.test_gauge", () => 7);

        counter.Add(2, new("b", "x\"y"), new("a", 1));
        counter.Add(3, new("a", 1), new("b", "x\"y"));
        histogram.Record(0.5);
        histogram.Record(0.25);
        var lines = (await GetAsync(gateway, "/metrics")).Text.Split('\n');

        Assert.Contains("witan_test_counter{a=\"1\",b=\"x\\\"y\"} 5", lines);
        Assert.Contains("witan_test_seconds_sum 0.75", lines);
        Assert.Contains("witan_test_seconds_count 2", lines);
        Assert.Contains("witan_test_gauge 7", lines);
    }

    private static LieCount Lie(LieKind kind, ulong count) =>
        new(new ReplicaId(3), kind, LieCounters.WeightOf(kind), count);

    private static async Task<(int Code, string Text)> GetAsync(EchoGateway gateway, string path)
    {
        using var http = new HttpClient();
        using var response = await http.GetAsync(new Uri($"http://127.0.0.1:{gateway.Server.HttpPort}{path}"));
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
