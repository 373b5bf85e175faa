using Witan.Primitives.Membership;
using Witan.TestKit.Pbft;
using Xunit;

namespace Witan.Tests.Protocols.Pbft;

/// <summary>T1: nobody fails.</summary>
public sealed class NormalCaseTests
{
    [Theory]
    [InlineData(4, 1, 1, 1u)]
    [InlineData(4, 1, 64, 1u)]
    [InlineData(4, 1, 1, 8u)]
    [InlineData(4, 1, 64, 8u)]
    [InlineData(7, 2, 1, 8u)]
    [InlineData(7, 2, 64, 8u)]
    [InlineData(1, 0, 1, 8u)]
    [InlineData(2, 0, 1, 8u)]
    [InlineData(5, 1, 1, 8u)]
    public void T1_every_request_is_executed_everywhere_in_view_0(int n, int f, int batch, uint slots)
    {
        var cluster = new PbftCluster(new PbftClusterOptions
        {
            Replicas = n,
            Faulty = f,
            Batch = batch,
            Parameters = new ClusterParameters { CheckpointInterval = 8, Window = 16, SlotsInFlight = slots },
        });

        var bundles = Enumerable.Range(0, 70).Select(_ => cluster.Submit()).ToArray();

        Assert.True(cluster.RunUntilExecuted(bundles));
        Assert.Null(cluster.AgreementFault());
        Assert.All(cluster.Nodes, node => Assert.Equal(0ul, node.Status.View.Value));
        Assert.All(cluster.Nodes, node => Assert.Empty(node.Accused));
    }
}
