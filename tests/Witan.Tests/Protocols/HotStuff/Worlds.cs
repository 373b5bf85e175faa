using Witan.Protocols.HotStuff;
using Witan.TestKit.Cluster;
using Xunit;

namespace Witan.Tests.Protocols.HotStuff;

/// <summary>Clusters of whole replicas in each mode and under each rotation.</summary>
internal static class Worlds
{
    /// <summary>Each mode, by its registered name, with a leader for many views and with another one in each.</summary>
    public static TheoryData<string, bool> All => new()
    {
        { "hotstuff", false }, { "hotstuff", true }, { "hotstuff-2chain", false }, { "hotstuff-2chain", true },
        { "hotstuff-basic", false }, { "hotstuff-basic", true },
    };

    public static Protocol Protocol(string name, bool rotates)
    {
        var mode = name switch
        {
            "hotstuff" => HotStuffMode.Chained,
            "hotstuff-2chain" => HotStuffMode.TwoChain,
            _ => HotStuffMode.Basic,
        };
        return new Protocol(mode, rotates ? Rotation.EveryView : Rotation.Fixed);
    }

    public static TestCluster Of(string name, bool rotates, int n = 4, int f = 1) =>
        new(new TestClusterOptions { Replicas = n, Faulty = f, Protocol = Protocol(name, rotates) });
}
