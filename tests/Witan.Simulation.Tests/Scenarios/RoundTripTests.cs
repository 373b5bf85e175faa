using System.Text;
using Witan.Simulation.Scenarios;
using Xunit;

namespace Witan.Simulation.Tests.Scenarios;

/// <summary>What is written is read again as the same scenario.</summary>
public sealed class RoundTripTests
{
    [Fact]
    public void Five_thousand_random_scenarios_are_read_as_they_were_written_and_written_again_as_the_same_bytes()
    {
        var scenarios = new RandomScenarios(1);
        for (var i = 0; i < 5_000; i++)
        {
            var scenario = scenarios.Next();
            var file = ScenarioWriter.Write(scenario);
            var reading = ScenarioReader.Read(file, Files.Protocols);
            Assert.True(
                reading.Problems.Count == 0, string.Join('\n', reading.Problems) + Encoding.UTF8.GetString(file));
            Assert.True(scenario == reading.Scenario, Encoding.UTF8.GetString(file));
            Assert.Equal(file, ScenarioWriter.Write(reading.Scenario!));
        }
    }

    [Fact]
    public void The_random_scenarios_use_every_action_and_every_trigger()
    {
        var scenarios = new RandomScenarios(1);
        var faults = Enumerable.Range(0, 1_000).SelectMany(_ => scenarios.Next().Faults).ToList();

        Assert.Equal(
            typeof(FaultAction).GetNestedTypes().Select(t => t.Name).Order(),
            faults.Select(f => f.Action.GetType().Name).Distinct().Order());
        Assert.Equal(
            typeof(Trigger).GetNestedTypes().Select(t => t.Name).Order(),
            faults.Select(f => f.Trigger.GetType().Name).Distinct().Order());
    }

    [Fact]
    public void A_default_is_not_written()
    {
        Assert.Equal(
            "{\n  \"schema\": \"witan-scenario/1\"\n}\n",
            Encoding.UTF8.GetString(ScenarioWriter.Write(new Scenario())));
        Assert.Equal(
            "{\n  \"schema\": \"witan-scenario/1\",\n  \"cluster\": {\n    \"n\": 7\n  }\n}\n",
            Encoding.UTF8.GetString(ScenarioWriter.Write(new Scenario { Cluster = new ClusterSpec { N = 7 } })));
    }

    [Fact]
    public void A_made_scenario_that_could_not_stand_in_a_file_is_told_so()
    {
        var scenario = new Scenario { Cluster = new ClusterSpec { Byzantine = [1, 2] } };

        Assert.Equal(["$.cluster.allowExceedF"], ScenarioReader.Check(scenario, Files.Protocols).Select(p => p.Path));
    }

    [Theory]
    [InlineData("c0", NodeKind.Client, 0)]
    [InlineData("c12", NodeKind.Client, 12)]
    [InlineData("g9999", NodeKind.Gateway, 9999)]
    public void Names_of_clients_and_gateways(string text, NodeKind kind, int index)
    {
        Assert.Equal(new NodeName(kind, index), NodeName.Parse(text));
        Assert.Equal(text, new NodeName(kind, index).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("c")]
    [InlineData("0")]
    [InlineData("c00")]
    [InlineData("c01")]
    [InlineData("c+1")]
    [InlineData("c-1")]
    [InlineData("c 1")]
    [InlineData("C1")]
    [InlineData("r1")]
    [InlineData("c10000")]
    public void Other_texts_name_nobody(string text) => Assert.Null(NodeName.Parse(text));
}
