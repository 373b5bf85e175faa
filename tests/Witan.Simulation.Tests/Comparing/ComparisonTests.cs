using Witan.Simulation.Comparing;
using Witan.Simulation.Scenarios;
using Xunit;

namespace Witan.Simulation.Tests.Comparing;

/// <summary>What a comparison measures, where it can be said beforehand.</summary>
public sealed class ComparisonTests
{
    private const long OneWay = 20_000;

    public static TheoryData<string> Protocols => [.. KnownProtocols.Descriptions.Select(d => d.Name)];

    /// <summary>
    /// Castro and Liskov: n - 1 PRE-PREPAREs, a PREPARE of each backup to all others, a COMMIT of everybody to all
    /// others. So 2n(n - 1), each under one signature.
    /// </summary>
    [Theory]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(10)]
    public void Pbft_without_faults_sends_what_the_paper_says_to_the_message(int n)
    {
        var result = Run("pbft", n, requests: 6);

        Assert.Equal(6, result.Decisions);
        Assert.Equal((6 * (n - 1), 6 * (n - 1) * (n - 1), 6 * n * (n - 1)), (
            CountOf(result, "PrePrepare"), CountOf(result, "Prepare"), CountOf(result, "Commit")));
        Assert.Equal(2 * n * (n - 1), result.OrderingMessages);
        Assert.Equal(2 * n * (n - 1), result.Authenticators);
        Assert.Equal(6 * n, CountOf(result, "Bundle"));
        Assert.Equal(6 * n, CountOf(result, "Reply"));
        // What makes the certificates is verified once, and what comes after them never.
        Assert.Equal(2 * n * (QuorumOf(n) - 1), result.OrderingVerified);
    }

    /// <summary>
    /// The pages of the protocols say these formulas and where they come from. Q is the quorum; replicas do not compute
    /// their own signatures again, so each certificate is Q(n - 2) + 1 signatures for the n - 1 that get it. Votes
    /// behind a quorum are set aside: a collector verifies Q - 1.
    /// </summary>
    [Theory]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(10)]
    public void Authenticators_and_signatures_of_a_decision_are_those_of_the_pages(int n)
    {
        var quorum = QuorumOf(n);
        var certificate = (quorum * (n - 2)) + 1;
        (string Protocol, int Authenticators, int Verified)[] expected =
        [
            ("pbft", 2 * n * (n - 1), 2 * n * (quorum - 1)),
            ("hotstuff", 10 * (n - 1), (3 * (n - 1)) + (3 * (quorum - 1)) + (3 * certificate)),
            ("hotstuff-2chain", 7 * (n - 1), (2 * (n - 1)) + (2 * (quorum - 1)) + (2 * certificate)),
            ("hotstuff-basic", 8 * (n - 1), n - 1 + (3 * (quorum - 1)) + (3 * certificate)),
            ("dbft", 2 * n * (n - 1), 2 * n * (n - 1)),
            ("singleshot", ((2 * n) + 1) * (n - 1), ((2 * n) + 1) * (n - 1)),
        ];

        Assert.Equal(expected, expected.Select(e =>
        {
            var result = Run(e.Protocol, n, requests: 3);
            return (e.Protocol, (int)result.Authenticators, (int)result.OrderingVerified);
        }));
    }

    private static int QuorumOf(int n) => (n + ((n - 1) / 3) + 2) / 2;

    /// <summary>
    /// Of each node n - 1 copies of the proposal and n(n - 1) of votes, each passed on by n - 1 to n - 2: (n + 1)
    /// (n - 1)^2 messages, of which everybody verifies what is new, (n + 1)(n - 1) in all.
    /// </summary>
    [Theory]
    [InlineData(4)]
    [InlineData(7)]
    public void Streamlet_passes_on_each_message_to_everybody_and_verifies_it_once(int n)
    {
        var result = Run("streamlet", n, requests: 4);

        Assert.Equal((n - 1) * result.OrderingVerified, result.OrderingMessages, 6);
        Assert.InRange(result.OrderingVerified / ((n + 1) * (n - 1)), 2.5, 4);
    }

    /// <summary>
    /// The client's way, three phases and the way back: five ways; writes and signatures take the rest.
    /// </summary>
    [Fact]
    public void Pbft_answers_after_five_ways()
    {
        var latency = Run("pbft", 4).Replied!;

        Assert.InRange(latency.Min, 5 * OneWay, (5 * OneWay) + 5_000);
        Assert.InRange(latency.Max, latency.Min, (5 * OneWay) + 5_000);
    }

    /// <summary>
    /// Yin et al., chained: three nodes of consecutive views decide the first, each a proposal and votes; the last
    /// certificate has to reach the others. With the client's ways these are nine.
    /// </summary>
    [Fact]
    public void Chained_hotstuff_answers_after_nine_ways()
    {
        var latency = Run("hotstuff", 4).Replied!;

        Assert.InRange(latency.Median, 9 * OneWay, (9 * OneWay) + 10_000);
    }

    [Theory]
    [InlineData("pbft", 1.9, 2.3, 1.9, 2.3)]
    [InlineData("hotstuff", 0.9, 1.3, 1.7, 2.3)]
    public void Authenticators_grow_as_the_paper_says_and_signatures_as_they_are_implemented(
        string protocol, double least, double most, double leastVerified, double mostVerified)
    {
        ComparisonResult[] results = [.. new[] { 4, 7, 10, 16 }.Select(n => Run(protocol, n, requests: 4))];

        Assert.InRange(Slope(results, r => r.Authenticators), least, most);
        Assert.InRange(Slope(results, r => r.OrderingVerified), leastVerified, mostVerified);
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public void Every_protocol_is_measured_in_every_situation(string protocol)
    {
        foreach (var situation in Enum.GetValues<Situation>())
        {
            var result = Run(protocol, 7, situation, requests: 4);

            Assert.Null(result.Trouble);
            Assert.Equal(4, result.Decisions);
            Assert.Equal(situation == Situation.FaultFree ? 0 : situation == Situation.LeaderCrashed ? 1 : 2,
                result.Crashed.Count);
            Assert.Equal(situation != Situation.FaultFree, result.Pause is not null);
            // A proposal and a vote at least, and the ways of the client.
            Assert.True(result.Replied!.Min >= 4 * OneWay, $"{result.Replied.Min} us are too short");
            Assert.True(result.Certified!.Median >= result.Replied.Median);
        }
    }

    [Fact]
    public void The_pause_after_the_leaders_crash_holds_the_timeout_of_the_backups()
    {
        var result = Run("pbft", 4, Situation.LeaderCrashed);

        Assert.Equal([0], result.Crashed);
        Assert.InRange(result.Pause!.Value, result.Plan.Times.Timeout * 1_000, 2 * result.Plan.Times.Timeout * 1_000);
        Assert.InRange(result.Replied!.Max, 5 * OneWay, (5 * OneWay) + 5_000);
    }

    [Fact]
    public void The_same_seed_measures_the_same_and_another_one_does_not()
    {
        Assert.Equal(Shown(1), Shown(1));
        Assert.NotEqual(Shown(1), Shown(2));

        static string Shown(ulong seed)
        {
            var result = Run("streamlet", 4, requests: 5, seed: seed);
            return $"{result.Replied} {result.Certified} {result.Traffic}";
        }
    }

    [Fact]
    public void Who_stands_far_away_is_waited_for_only_where_a_quorum_needs_him()
    {
        // Three close together and one far: a quorum of PBFT does without the far one.
        var oneWay = new long[4, 4];
        for (var i = 0; i < 3; i++) (oneWay[i, 3], oneWay[3, i]) = (200_000, 200_000);
        var far = Placement.Of(new LatencyMap(["a", "b", "c", "d"], oneWay), 4);
        var result = new ComparisonRun(new ComparisonPlan
        {
            Protocol = "pbft", Replicas = 4, Placement = far, Times = ComparisonTimes.Of(far), Requests = 3,
        }).Run();

        Assert.InRange(result.Replied!.Max, 0, 10_000);
    }

    [Fact]
    public void A_protocol_that_nobody_knows_is_refused() =>
        Assert.Throws<ArgumentException>(() => Run("paxos", 4));

    private static ComparisonResult Run(
        string protocol, int n, Situation situation = Situation.FaultFree, int requests = 5, ulong seed = 1)
    {
        var placement = Placement.Of(LatencyMap.Uniform(OneWay), n);
        return new ComparisonRun(new ComparisonPlan
        {
            Protocol = protocol, Replicas = n, Placement = placement, Times = ComparisonTimes.Of(placement),
            Situation = situation, Requests = requests, Seed = seed,
        }).Run();
    }

    private static long CountOf(ComparisonResult result, string message) =>
        result.MessagesByName.Single(m => m.Key == message).Value;

    private static double Slope(ComparisonResult[] results, Func<ComparisonResult, double> of) =>
        PowerLaw.Exponent([.. results.Select(r => ((double)r.Plan.Replicas, of(r)))])!.Value;
}
