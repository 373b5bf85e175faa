using System.Globalization;
using Witan.Simulation.Scenarios;
using Xunit;

namespace Witan.Simulation.Tests.Scenarios;

/// <summary>
/// A genesis that says nothing of an option means its default. Another default would be another protocol under the
/// same genesis, and replicas of two builds would part.
/// </summary>
public sealed class ProtocolDefaultsTests
{
    private const string Defaults =
        """
        dbft anyView=1
        dbft blockIntervalMs=0
        dbft countsLost=0
        dbft primaryPlus=0
        dbft strict=0
        hotstuff tenure=64
        hotstuff votesToAll=0
        hotstuff-2chain tenure=64
        hotstuff-2chain votesToAll=0
        hotstuff-basic tenure=64
        hotstuff-basic votesToAll=0
        streamlet leaders=0
        """;

    [Fact]
    public void Defaults_of_protocol_options_stay_what_they_are_for_the_sake_of_running_clusters()
    {
        var known = KnownProtocols.Descriptions.SelectMany(p => p.Options.Select(o => string.Create(
            CultureInfo.InvariantCulture, $"{p.Name} {o.Name}={o.Default}")));

        Assert.Equal(Defaults.Split('\n').Select(line => line.Trim()), known.Order(StringComparer.Ordinal));
    }
}
