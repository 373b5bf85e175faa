using System.Text;
using Witan.Simulation.Applications;
using Xunit;

namespace SimulatedService;

/// <summary>What an author of an application writes to try it on simulated replicas.</summary>
public sealed class VoteBoxTests
{
    private static readonly ReadOnlyMemory<byte>[] Votes =
        [.. Enumerable.Range(0, 30).Select(i => Request(i % 3 == 0 ? "red" : "blue"))];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Four_replicas_that_crash_in_turn_count_every_vote_once(ulong seed)
    {
        var report = ApplicationSimulation.Run(
            new ApplicationRun { Create = () => new VoteBox(), Requests = Votes, Seed = seed });

        Assert.True(report.Holds, report.ToString());
        Assert.Equal(20, BitConverter.ToInt64(report.Results[^1].Span));
    }

    [Fact]
    public void A_machine_that_reads_a_clock_of_its_own_is_found_with_the_entry_that_differs()
    {
        var report = ApplicationSimulation.Run(
            new ApplicationRun { Create = () => new VoteBoxWithOwnClock(), Requests = Votes });

        Assert.False(report.Holds);
        var difference = Assert.Single(report.Differences, d => d.Map == "stamps");
        Assert.Equal("red", Encoding.ASCII.GetString(difference.Key.Span));
        Assert.StartsWith("at ", Encoding.ASCII.GetString(difference.Left!.Value.Span), StringComparison.Ordinal);
        TestContext.Current.TestOutputHelper!.WriteLine(report.ToString());
    }

    private static ReadOnlyMemory<byte> Request(string name) => Encoding.ASCII.GetBytes(name);
}
