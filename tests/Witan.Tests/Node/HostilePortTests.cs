using System.Net.Sockets;
using System.Security.Cryptography;
using Witan.Crypto;
using Witan.Primitives;
using Witan.Primitives.Encoding;
using Xunit;

namespace Witan.Tests.Node;

/// <summary>What comes to a replica's port from who has no business there.</summary>
public sealed class HostilePortTests : IAsyncLifetime
{
    private readonly HostedCluster _cluster = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Digest ConfigurationDigest
    {
        get
        {
            var writer = new CanonicalWriter();
            _cluster.Folder.Genesis.Configuration.Write(writer);
            return new Digest(SHA256.HashData(writer.Written));
        }
    }

    public ValueTask InitializeAsync()
    {
        _cluster.Start(0);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task A_stranger_with_a_key_of_its_own_is_not_taken_for_a_member()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await using var stranger = await RawPeer.DialAsync(_cluster[0].Address, key, Cancellation);

        await stranger.SendAsync(RawPeer.Hello(_cluster.Folder.Cluster, ConfigurationDigest, 1), Cancellation);

        await IsRefusedAsync(
            stranger, "it says that it is R1 and shows the key",
            _cluster.Folder.Genesis.Configuration.Members[1].TlsPin.ToString());
    }

    [Fact]
    public async Task A_stranger_without_a_key_is_not_taken_for_a_member()
    {
        await using var stranger = await RawPeer.DialAsync(_cluster[0].Address, null, Cancellation);

        await stranger.SendAsync(RawPeer.Hello(_cluster.Folder.Cluster, ConfigurationDigest, 2), Cancellation);

        await IsRefusedAsync(stranger, "it says that it is R2 and shows the key of nobody");
    }

    [Fact]
    public async Task A_client_of_another_cluster_is_refused_with_both_ids()
    {
        await using var client = await RawPeer.DialAsync(_cluster[0].Address, null, Cancellation);
        var other = Sha256.Hash([1]);

        await client.SendAsync(RawPeer.Hello(other, ConfigurationDigest, null), Cancellation);

        await IsRefusedAsync(client, other.ToString(), _cluster.Folder.Cluster.ToString());
    }

    [Fact]
    public async Task A_configuration_of_the_same_number_and_another_digest_is_refused_with_both_digests()
    {
        await using var client = await RawPeer.DialAsync(_cluster[0].Address, null, Cancellation);
        var other = Sha256.Hash([2]);

        await client.SendAsync(RawPeer.Hello(_cluster.Folder.Cluster, other, null), Cancellation);

        await IsRefusedAsync(
            client, "its configuration 0 has the digest", other.ToString(), ConfigurationDigest.ToString());
    }

    [Fact]
    public async Task Another_version_of_the_transport_is_refused()
    {
        await using var client = await RawPeer.DialAsync(_cluster[0].Address, null, Cancellation);

        await client.SendAsync(RawPeer.Hello(_cluster.Folder.Cluster, ConfigurationDigest, null, 1), Cancellation);

        await IsRefusedAsync(client, "it speaks version 1 of the transport, this replica 2");
    }

    [Fact]
    public async Task Bytes_that_are_no_TLS_are_refused()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(_cluster[0].Address, Cancellation);

        await socket.SendAsync("GET / HTTP/1.1\r\nHost: witan\r\n\r\n"u8.ToArray(), Cancellation);
        var rest = new byte[1024];
        while (await ReceiveAsync(socket, rest) > 0)
        {
        }

        await Eventually.HoldsAsync(
            () => _cluster[0].Counts.ContainsKey("connection.refused"), "the refusal was counted");
    }

    [Fact]
    public async Task A_frame_above_the_limit_closes_the_connection_before_it_is_sent()
    {
        await using var client = await GreetedClientAsync();

        await client.SendRawAsync(BitConverter.GetBytes(Limits.MaxFrameBytes + 1), Cancellation);

        Assert.Null(await client.ReceiveAsync(Cancellation));
        await Eventually.HoldsAsync(() => _cluster[0].Rejections.ContainsKey("TooLarge"), "the frame was counted");
    }

    [Theory]
    [InlineData(16, "NotForClients")]
    [InlineData(64, "NotForClients")]
    [InlineData(255, "NotForClients")]
    [InlineData(1, "Malformed")]
    public async Task A_client_that_sends_what_is_not_for_clients_or_no_message_is_closed(byte type, string reason)
    {
        await using var client = await GreetedClientAsync();

        await client.SendAsync([type, 1, 2, 3], Cancellation);

        Assert.Null(await client.ReceiveAsync(Cancellation));
        await Eventually.HoldsAsync(() => _cluster[0].Rejections.ContainsKey(reason), "the message was counted");
    }

    private async Task<RawPeer> GreetedClientAsync()
    {
        var client = await RawPeer.DialAsync(_cluster[0].Address, null, Cancellation);
        await client.SendAsync(RawPeer.Hello(_cluster.Folder.Cluster, ConfigurationDigest, null), Cancellation);
        Assert.Equal(
            RawPeer.Hello(_cluster.Folder.Cluster, ConfigurationDigest, 0), await client.ReceiveAsync(Cancellation));
        return client;
    }

    private async Task IsRefusedAsync(RawPeer peer, params string[] why)
    {
        // Its own hello comes first, so that the other side can name the difference too.
        Assert.NotNull(await peer.ReceiveAsync(Cancellation));
        Assert.Null(await peer.ReceiveAsync(Cancellation));
        Assert.True(_cluster.Log.Has(["refuses a connection", .. why]), _cluster.Log.ToString());
    }

    private static async Task<int> ReceiveAsync(Socket socket, byte[] into)
    {
        try
        {
            return await socket.ReceiveAsync(into, Cancellation);
        }
        catch (SocketException)
        {
            return 0;
        }
    }
}
