using Witan.Gateway;
using Witan.Gateway.Etcd;
using Witan.Primitives;
using Witan.Registry;
using Witan.TestKit.Grpc;
using Xunit;

namespace Witan.Tests.Gateway;

/// <summary>
/// What the services make of the registry's answers. That the answers are etcd's is shown against a real etcd
/// elsewhere.
/// </summary>
public sealed class EtcdApiTests
{
    private static readonly Proto Put = Proto.Empty.Text(1, "k").Text(2, "v");
    private static readonly Proto Get = Proto.Empty.Text(1, "k");

    [Fact]
    public async Task A_write_that_may_have_happened_gets_the_text_that_no_client_of_etcd_sends_again_for()
    {
        var (reply, registry) = await CallAsync(new RegistryAnswer.OutcomeUnknown(), "KV/Put", Put);

        Assert.Equal((14, "etcdserver: request timed out"), (reply.Status, reply.Message));
        Assert.Single(registry.Submitted);
    }

    [Theory]
    [InlineData("KV/Put")]
    [InlineData("KV/Range")]
    [InlineData("Maintenance/Status")]
    public async Task Without_a_quorum_everything_is_unavailable(string method)
    {
        var (reply, _) = await CallAsync(new RegistryAnswer.Unavailable(), method, Put);

        Assert.Equal((14, "etcdserver: no leader"), (reply.Status, reply.Message));
    }

    [Fact]
    public async Task The_header_names_cluster_gateway_revision_and_the_configuration_that_certified()
    {
        var (reply, _) = await CallAsync(Proven(new RegistryResult.Put { Revision = 9 }), "KV/Put", Put);

        Assert.Equal(0, reply.Status);
        Assert.Equal(
            Proto.Empty.Message(1, Proto.Empty.Number(1, 0x11).Number(2, 0x22).Number(3, 9).Number(4, 4)).ToArray(),
            reply.Payload);
    }

    [Fact]
    public async Task Only_a_serializable_read_may_be_stale()
    {
        var answer = Proven(new RegistryResult.Range { Revision = 9, Count = 0 });

        Assert.Equal([ReadConsistency.Linearizable], (await CallAsync(answer, "KV/Range", Get)).Registry.Queried);
        Assert.Equal([ReadConsistency.Serializable], (await CallAsync(
            answer, "KV/Range", Proto.Empty.Text(1, "k").Flag(7))).Registry.Queried);
    }

    [Fact]
    public async Task A_request_that_is_refused_at_the_door_never_reaches_the_registry()
    {
        var (reply, registry) = await CallAsync(new RegistryAnswer.Unavailable(), "KV/Put", Proto.Empty);

        Assert.Equal((3, "etcdserver: key is not provided"), (reply.Status, reply.Message));
        Assert.Empty(registry.Submitted);
    }

    [Theory]
    [InlineData(5, 3)]
    [InlineData(6, 5)]
    [InlineData(6, -1)]
    public async Task A_sort_that_has_no_name_is_refused(int field, int value)
    {
        var (reply, _) = await CallAsync(
            new RegistryAnswer.Unavailable(), "KV/Range", Proto.Empty.Text(1, "k").Number(field, value));

        Assert.Equal((3, "etcdserver: invalid sort option"), (reply.Status, reply.Message));
    }

    [Theory]
    [InlineData(1, 4)]
    [InlineData(2, 5)]
    [InlineData(2, -1)]
    public async Task A_comparison_that_has_no_name_is_refused(int field, int value)
    {
        var compare = Proto.Empty.Text(3, "k").Number(field, value);
        var (reply, _) = await CallAsync(
            new RegistryAnswer.Unavailable(), "KV/Txn", Proto.Empty.Message(1, compare));

        Assert.Equal((3, "etcdserver: invalid compare option"), (reply.Status, reply.Message));
    }

    [Fact]
    public async Task A_transaction_deeper_than_any_reader_goes_is_refused_and_the_server_lives()
    {
        var nested = Proto.Empty;
        for (var level = 0; level < 2_000; level++) nested = Proto.Empty.Message(2, Proto.Empty.Message(4, nested));

        var (reply, registry) = await CallAsync(new RegistryAnswer.Unavailable(), "KV/Txn", nested);

        Assert.Equal(13, reply.Status);
        Assert.Empty(registry.Submitted);
    }

    [Fact]
    public async Task A_proven_answer_to_another_question_is_internal()
    {
        var (reply, _) = await CallAsync(Proven(new RegistryResult.Compact { Revision = 3 }), "KV/Put", Put);

        Assert.Equal((13, "internal error"), (reply.Status, reply.Message));
    }

    [Fact]
    public async Task Status_shows_height_size_version_and_the_gateway_as_its_own_leader()
    {
        var status = new RegistryResult.Status { Revision = 9, CompactedRevision = -1, Keys = 2, Bytes = 77 };
        var (reply, _) = await CallAsync(Proven(status), "Maintenance/Status", Proto.Empty);

        var expected = Proto.Empty
            .Message(1, Proto.Empty.Number(1, 0x11).Number(2, 0x22).Number(3, 9).Number(4, 4))
            .Text(2, GatewayServer.Version).Number(3, 77).Number(4, 0x22).Number(5, 33).Number(6, 4).Number(7, 33)
            .Number(9, 77);
        Assert.Equal(expected.ToArray(), reply.Payload);
    }

    [Fact]
    public async Task The_list_of_members_is_the_gateway_and_its_header_has_no_revision()
    {
        var (reply, _) = await CallAsync(new RegistryAnswer.Unavailable(), "Cluster/MemberList", Proto.Empty);

        var expected = Proto.Empty
            .Message(1, Proto.Empty.Number(1, 0x11).Number(2, 0x22).Number(4, 5))
            .Message(2, Proto.Empty.Number(1, 0x22).Text(2, "g").Text(4, "http://g:1").Text(4, "http://g:2"));
        Assert.Equal(expected.ToArray(), reply.Payload);
    }

    [Theory]
    [InlineData("Watch/Watch")]
    [InlineData("Lease/LeaseGrant")]
    [InlineData("Auth/Authenticate")]
    [InlineData("Maintenance/Snapshot")]
    [InlineData("Cluster/MemberAdd")]
    public async Task What_is_not_served_is_unimplemented(string method) =>
        Assert.Equal(12, (await CallAsync(new RegistryAnswer.Unavailable(), method, Proto.Empty)).Reply.Status);

    [Fact]
    public void The_cluster_id_is_the_beginning_of_the_digest_read_as_a_big_endian_number()
    {
        var bytes = new byte[32];
        for (var i = 0; i < 32; i++) bytes[i] = (byte)(i + 1);

        Assert.Equal(0x0102030405060708UL, GatewayIdentity.ClusterIdOf(new Digest(bytes)));
    }

    private static RegistryAnswer.Proven Proven(RegistryResult result) =>
        new RegistryAnswer.Proven(result.Encode(), Height: 33, Configuration: 4);

    private static async Task<(GrpcReply Reply, FixedRegistry Registry)> CallAsync(
        RegistryAnswer answer, string method, Proto request)
    {
        var registry = new FixedRegistry(answer);
        var identity = new GatewayIdentity(0x11, 0x22, "g", ["http://g:1", "http://g:2"]);
        await using var server = await GatewayServer.StartAsync(
            new GatewayOptions { GrpcPort = 0, HttpPort = 0 }, identity, registry);
        using var client = new GrpcTestClient($"127.0.0.1:{server.GrpcPort}");
        return (await client.CallAsync($"/etcdserverpb.{method}", request), registry);
    }
}
