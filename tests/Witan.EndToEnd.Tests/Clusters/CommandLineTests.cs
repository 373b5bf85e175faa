using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Witan.Node;
using Witan.Primitives;
using Xunit;

namespace Witan.EndToEnd.Tests.Clusters;

/// <summary>
/// What the command says when it cannot do what it was asked: one line, and an exit code that says which.
/// </summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("witan-command-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("unknown command foo", "witan", "foo")]
    [InlineData("unknown command foo", "witan", "foo", "--bar")]
    [InlineData("unknown option --colour", "witan", "--colour")]
    [InlineData("no command was given", "witan")]
    [InlineData("unknown option --colour", "witan put", "put", "k", "v", "--colour")]
    [InlineData("unexpected argument w", "witan put", "put", "k", "v", "w")]
    [InlineData("must be a whole number from 1 to 20, not 'four'", "witan up", "up", "--replicas", "four")]
    [InlineData("must be a whole number from 1 to 20, not '21'", "witan init", "init", "--replicas", "21")]
    [InlineData("there is no protocol 'raft'", "witan init", "init", "--protocol", "raft")]
    [InlineData(
        "there is no option 'leader'; hotstuff has tenure, votesToAll", "witan init",
        "init", "--protocol", "hotstuff", "--protocol-option", "leader=1")]
    [InlineData("there is no option 'tenure'; pbft has none", "witan up", "up", "--protocol-option", "tenure=1")]
    [InlineData(
        "the option tenure must be a whole number from 1 to 1000000, not '0'", "witan up",
        "up", "--protocol", "hotstuff", "--protocol-option", "tenure=0")]
    [InlineData(
        "the option 'strict' is not of the form NAME=VALUE; dbft has primaryPlus, ", "witan up",
        "up", "--protocol", "dbft", "--protocol-option", "strict")]
    [InlineData(
        "the option leaders is given twice", "witan init",
        "init", "--protocol", "streamlet", "--protocol-option", "leaders=1", "--protocol-option", "leaders=2")]
    [InlineData("there is no protocol 'raft'", "witan up", "up", "--protocol", "raft")]
    [InlineData("--host R0 is not of the form NAME=ADDRESS", "witan init", "init", "--host", "R0")]
    [InlineData("there is no replica R7", "witan init", "init", "--host", "R7=10.0.0.1")]
    [InlineData("the host of R1 is no address", "witan init", "init", "--host", "R1=a b")]
    [InlineData("--host names R1 twice", "witan init", "init", "--host", "R1=10.0.0.1", "--host", "R1=10.0.0.2")]
    [InlineData("holds no cluster", "witan status", "status", "--dir", "/nowhere")]
    public async Task Wrong_usage_is_one_line_and_where_to_read_on(
        string line, string command, params string[] arguments)
    {
        if (arguments is ["init" or "up", ..]) arguments = [.. arguments, "--dir", Path.Combine(_folder, "cluster")];

        var result = await WitanCommand.RunAsync(arguments);

        Assert.Equal((2, ""), (result.Code, result.Output));
        var lines = result.Error.Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("witan: ", lines[0], StringComparison.Ordinal);
        Assert.Contains(line, lines[0], StringComparison.Ordinal);
        Assert.Equal($"see: {command} --help", lines[1]);
        Assert.False(Directory.Exists(Path.Combine(_folder, "cluster")));
    }

    [Theory]
    [InlineData("node", "replica-1/node.json", "is refused")]
    [InlineData("node", "replica-1/keys/statement.pem", "replica-1/keys/statement.pem")]
    [InlineData("node", "replica-1/keys/tls.pem", "holds no P-256 key")]
    [InlineData("node", "cluster.json", "is not whole")]
    [InlineData("gateway", "gateway/gateway.json", "is refused")]
    [InlineData("gateway", "trust.json", "is not whole")]
    [InlineData("verify", "trust.json", "is no trust file")]
    [InlineData("status", "client/keys/statement.pem", "client/keys/statement.pem")]
    public async Task A_file_that_is_not_what_it_should_be_is_named_in_one_line_with_exit_code_2(
        string command, string file, string says)
    {
        var cluster = Init();
        var path = Path.Combine(cluster.Directory, file);
        await File.WriteAllTextAsync(path, "garbage", TestContext.Current.CancellationToken);
        await AssertRefusedAsync(cluster, command, says);

        // One that cannot be read, whoever asks: in its place there is a folder.
        File.Delete(path);
        Directory.CreateDirectory(path);
        await AssertRefusedAsync(cluster, command, Path.GetFileName(path));

        Directory.Delete(path);
        await AssertRefusedAsync(cluster, command, Path.GetFileName(path));
    }

    [Fact]
    public async Task A_setting_that_cannot_work_is_named_with_its_file()
    {
        var cluster = Init();
        var file = cluster.NodeFile(new ReplicaId(1));
        var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        var changed = text.Replace("\"maxClients\": 256", "\"maxClients\": 0", StringComparison.Ordinal);
        Assert.NotEqual(text, changed);
        await File.WriteAllTextAsync(file, changed, TestContext.Current.CancellationToken);

        await AssertRefusedAsync(cluster, "node", file + " is refused: maxClients must be 1 to 100000");
    }

    [Theory]
    [InlineData("node", 10 + 1)]
    [InlineData("node", 30 + 1)]
    [InlineData("gateway", 0)]
    [InlineData("gateway", 2)]
    public async Task A_taken_port_is_named_in_one_line(string command, int offset)
    {
        var cluster = Init();
        var port = GatewaySettings.Load(cluster.GatewayFile).GrpcPort + offset;
        using var taken = new TcpListener(IPAddress.Loopback, port);
        taken.Start();

        var result = await RunAsync(cluster, command);

        Assert.Equal((1, ""), (result.Code, result.Output));
        var line = Assert.Single(
            result.Error.Split('\n'), line => line.StartsWith("witan: ", StringComparison.Ordinal));
        Assert.Contains(port.ToString(CultureInfo.InvariantCulture), line, StringComparison.Ordinal);
        Assert.Contains("cannot be used", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Init_for_several_machines_writes_each_address_where_it_is_needed()
    {
        var place = Path.Combine(_folder, "cluster");
        var result = await WitanCommand.RunAsync(
            "init", "--dir", place, "--port", "3000", "--host", "R0=10.0.0.10", "--host", "R2=node.example", "--host",
            "R3=fd00::3", "--host", "gateway=10.0.0.20");

        Assert.Equal(0, result.Code);
        var cluster = ClusterFolder.Open(place);
        Assert.Equal(
            ["10.0.0.10:3010", "127.0.0.1:3011", "node.example:3012", "[fd00::3]:3013"],
            cluster.Genesis.Configuration.Members.Select(member => member.Address));
        var nodes = Enumerable.Range(0, 4).Select(
            i => NodeOptions.Load(cluster.NodeFile(new ReplicaId((uint)i)))).ToList();
        Assert.Equal(
            cluster.Genesis.Configuration.Members.Select(member => member.Address), nodes.Select(n => n.Listen));
        Assert.Equal(
            ["127.0.0.1:3030", "127.0.0.1:3031", "127.0.0.1:3032", "127.0.0.1:3033"],
            nodes.Select(n => n.HealthListen));
        Assert.Equal("10.0.0.20", GatewaySettings.Load(cluster.GatewayFile).Address);

        var up = await WitanCommand.RunAsync("up", "--dir", place);
        Assert.Equal(1, up.Code);
        Assert.Contains("10.0.0.20 is no address of this machine", up.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gateway_on_an_IPv6_address_is_asked_and_named_with_brackets()
    {
        var place = Path.Combine(_folder, "cluster");
        var port = FreePorts.Base();
        var init = await WitanCommand.RunAsync("init", "--dir", place, "--port", $"{port}", "--host", "gateway=::1");
        Assert.Equal(0, init.Code);

        var status = await WitanCommand.RunAsync("status", "--dir", place);

        Assert.Equal(3, status.Code);
        Assert.Contains(
            $"the gateway at [::1]:{port + 2} does not say what it saw", status.Error, StringComparison.Ordinal);
    }

    private ClusterFolder Init() =>
        ClusterFolder.Init(
            new ClusterOptions { Directory = Path.Combine(_folder, "cluster"), Port = FreePorts.Base() });

    private static Task<CommandResult> RunAsync(ClusterFolder cluster, string command) => command switch
    {
        "node" => WitanCommand.RunAsync("node", "--config", cluster.NodeFile(new ReplicaId(1))),
        "gateway" => WitanCommand.RunAsync("gateway", "--config", cluster.GatewayFile),
        "verify" => WitanCommand.RunAsync("verify", cluster.TrustFile, "--trust", cluster.TrustFile),
        _ => WitanCommand.RunAsync(command, "--dir", cluster.Directory),
    };

    private static async Task AssertRefusedAsync(ClusterFolder cluster, string command, string says)
    {
        var result = await RunAsync(cluster, command);
        Assert.Equal((2, ""), (result.Code, result.Output));
        var line = Assert.Single(
            result.Error.Split('\n'), line => line.StartsWith("witan: ", StringComparison.Ordinal));
        Assert.Contains(says, line, StringComparison.Ordinal);
    }
}
