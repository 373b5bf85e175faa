using Witan.Node;
using Witan.Primitives;
using Xunit;

namespace Witan.EndToEnd.Tests.Clusters;

/// <summary>Rules of a protocol that a cluster is made with, in the genesis that all its replicas share.</summary>
public sealed class ProtocolOptionTests
{
    [Theory]
    [InlineData("hotstuff;tenure=1;votesToAll=1", "hotstuff", "votesToAll=1", "tenure=1")]
    [InlineData("hotstuff-2chain;tenure=7", "hotstuff-2chain", "tenure=7")]
    [InlineData("dbft;blockIntervalMs=250;primaryPlus=1", "dbft", "primaryPlus=1", "strict=0", "blockIntervalMs=250")]
    [InlineData("hotstuff", "hotstuff", "tenure=64", "votesToAll=0")]
    [InlineData("dbft", "dbft")]
    public async Task The_genesis_names_what_is_not_the_default(string text, string protocol, params string[] options)
    {
        var folder = Directory.CreateTempSubdirectory("witan-options-").FullName;

        var init = await WitanCommand.RunAsync(
        [
            "init", "--dir", folder, "--protocol", protocol,
            .. options.SelectMany(option => new[] { "--protocol-option", option }),
        ]);

        Assert.Equal((0, ""), (init.Code, init.Error));
        Assert.Equal(text, ClusterFolder.Open(folder).Genesis.Configuration.Protocol);
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("hotstuff;speed=9", "there is no option 'speed'; hotstuff has tenure, votesToAll")]
    [InlineData("hotstuff;tenure=0", "the option tenure must be a whole number from 1 to 1000000, not '0'")]
    [InlineData("hotstuff;tenure=64", "the protocol 'hotstuff;tenure=64' is written as 'hotstuff'")]
    [InlineData("hotstuff;", "the option '' is not of the form NAME=VALUE")]
    public async Task A_replica_refuses_a_genesis_with_options_that_it_does_not_know(string text, string says)
    {
        var folder = Directory.CreateTempSubdirectory("witan-options-").FullName;
        var cluster = ClusterFolder.Init(
            new ClusterOptions { Directory = folder, Port = FreePorts.Base(), Protocol = text });

        var node = await WitanCommand.RunAsync("node", "--config", cluster.NodeFile(new ReplicaId(0)));

        Directory.Delete(folder, recursive: true);
        Assert.Equal((2, ""), (node.Code, node.Output));
        Assert.StartsWith($"witan: {says}", node.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replicas_under_a_rotation_of_one_view_change_the_leader_with_each()
    {
        await using var cluster = await LocalCluster.StartAsync("hotstuff", "tenure=1", "votesToAll=1");
        for (var i = 0; i < 3; i++)
            Assert.Equal(0, (await WitanCommand.RunAsync("put", "k", $"{i}", "--dir", cluster.Directory)).Code);

        var status = await WitanCommand.RunAsync("status", "--dir", cluster.Directory);
        Assert.Contains("ordered by hotstuff;tenure=1;votesToAll=1;", status.Output, StringComparison.Ordinal);
        foreach (var replica in await cluster.StatusAsync())
        {
            Assert.True(replica.View > 4, $"{replica} has been in every leader's view");
            Assert.Equal($"R{replica.View % 4}", replica.Leader);
        }
    }
}
