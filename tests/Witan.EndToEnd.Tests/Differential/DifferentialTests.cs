using Witan.Gateway;
using Witan.Gateway.Etcd;
using Xunit;

namespace Witan.EndToEnd.Tests.Differential;

/// <summary>Real etcdctl against a real etcd and against the gateway: the same questions, the same answers.</summary>
public sealed class DifferentialTests
{
    [Fact]
    public async Task Etcd_is_told_neither_from_another_etcd_nor_from_the_gateway_over_the_registry()
    {
        Etcdctl.Require("etcd");
        await using var etcd = await EtcdProcess.StartAsync();
        await using var other = await EtcdProcess.StartAsync();
        await using var gateway = await StartGatewayAsync(new LocalRegistry());

        var transcripts = await Task.WhenAll(
            DifferentialScript.RunAsync(etcd.Endpoint, ScriptPart.Whole),
            DifferentialScript.RunAsync(other.Endpoint, ScriptPart.Whole),
            DifferentialScript.RunAsync($"127.0.0.1:{gateway.GrpcPort}", ScriptPart.Whole));

        Assert.Equal([], transcripts[0].Differences(transcripts[1]));
        Assert.Equal([], transcripts[0].Differences(transcripts[2]));
        Assert.True(ScriptPart.Whole.Commands.Count >= 60);
    }

    [Fact]
    public async Task A_registry_that_counts_one_too_many_after_a_delete_is_found_by_etcdctl_and_by_a_raw_call()
    {
        Etcdctl.Require();
        await using var honest = await StartGatewayAsync(new LocalRegistry());
        await using var lying = await StartGatewayAsync(new MiscountingRegistry());
        var part = new ScriptPart(
            [.. ScriptPart.Whole.Commands.Where(command => command.Text is "put a 1" or "del a")],
            [.. RawCalls.All.Where(call => call.Name is "Put, put" or "DeleteRange, one with prev_kv")]);

        var transcripts = await Task.WhenAll(
            DifferentialScript.RunAsync($"127.0.0.1:{honest.GrpcPort}", part),
            DifferentialScript.RunAsync($"127.0.0.1:{lying.GrpcPort}", part));

        var differences = transcripts[0].Differences(transcripts[1]);
        Assert.Equal(2, differences.Count);
        Assert.Contains("del a", differences[0], StringComparison.Ordinal);
        Assert.StartsWith("raw call: DeleteRange", differences[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_single_changed_answer_is_found_and_shown_with_its_command()
    {
        TranscriptEntry[] entries =
        [
            new("line 1: put a 1", "0", """{"header":{"revision":2}}""", ""),
            new("line 2: get a", "0", """{"header":{"revision":2},"count":1}""", ""),
            new("raw call: Put, no key", "HTTP 200, gRPC 3", "", "etcdserver: key is not provided"),
        ];
        var honest = new Transcript(entries);

        foreach (var at in Enumerable.Range(0, entries.Length))
        {
            foreach (var lie in Lies(entries[at]))
            {
                TranscriptEntry[] changed = [.. entries];
                changed[at] = lie;
                var difference = Assert.Single(honest.Differences(new Transcript(changed)));
                Assert.StartsWith(entries[at].Question, difference, StringComparison.Ordinal);
            }
        }

        Assert.Empty(honest.Differences(new Transcript([.. entries])));
        Assert.NotEmpty(honest.Differences(new Transcript(entries[..2])));
    }

    [Fact]
    public void Masks_hide_who_answers_and_nothing_of_the_answer()
    {
        const string text =
            """{"header":{"cluster_id":17,"member_id":4,"revision":3,"raft_term":2},"count":1} 127.0.0.1:99""";

        Assert.Equal(
            """{"header":{"cluster_id":*,"member_id":*,"revision":3},"count":1} ENDPOINT""",
            Masks.Text(text, "127.0.0.1:99"));
        Assert.Equal("header(1=* revision=3) 2001", Masks.Reply([0x0A, 4, 0x08, 17, 0x18, 3, 0x20, 1]));
        Assert.Equal("1001", Masks.Reply([0x10, 1]));
    }

    private static IEnumerable<TranscriptEntry> Lies(TranscriptEntry entry)
    {
        yield return entry with { Outcome = entry.Outcome + "1" };
        yield return entry with { Output = entry.Output.Replace('2', '3') + "x" };
        yield return entry with { Error = entry.Error + " " };
    }

    private static Task<GatewayServer> StartGatewayAsync(IRegistry registry) => GatewayServer.StartAsync(
        new GatewayOptions { GrpcPort = 0, HttpPort = 0 },
        new GatewayIdentity(0x0123456789ABCDEF, 7, "gateway", ["http://127.0.0.1"]), registry);
}
