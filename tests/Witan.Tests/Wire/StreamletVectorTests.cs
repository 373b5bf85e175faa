using System.Text.Json;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Encoding;
using Witan.Primitives.Membership;
using Witan.Protocols.Streamlet;
using Xunit;

namespace Witan.Tests.Wire;

/// <summary>The code and docs/wire-format.md, section 5.6, say the same about bytes.</summary>
public sealed class StreamletVectorTests
{
    private const string File = "streamlet-v1.json";

    private static readonly MessageCodec Codec = new(new StreamletCodec());

    private static readonly MessageVectors Vectors = MessageVectors.Load(File);

    private static Digest Cluster => new(Convert.FromHexString(Vectors.Cluster));

    [Fact]
    public void Every_message_of_the_document_decodes_and_is_written_as_the_same_bytes()
    {
        foreach (var vector in Vectors.Messages)
        {
            var message = Decode(vector);
            Assert.Equal(vector.Type, message.Type);
            var writer = new CanonicalWriter();
            writer.U8(message.Type);
            message.WriteBody(writer);
            Assert.Equal(vector.Bytes, Convert.ToHexStringLower(writer.Written));
        }
    }

    [Fact]
    public void Every_message_of_the_document_has_the_fields_that_it_names()
    {
        foreach (var vector in Vectors.Messages)
        {
            var said = (Decode(vector) as SignedStatement)?.Statement;
            foreach (var (name, expected) in vector.Fields) Assert.Equal(expected.GetUInt64(), FieldOf(said, name));
        }
    }

    [Fact]
    public void Every_type_of_message_stands_in_the_vectors() =>
        Assert.Equal([64, 65, 66, 67, 68], Vectors.Messages.Select(m => (int)m.Type).Distinct().Order());

    [Fact]
    public void Every_signed_text_is_the_one_of_the_document()
    {
        foreach (var text in Vectors.Texts)
        {
            var signed = (SignedStatement)Decode(Vectors.Messages.Single(m => m.Name == text.Name));
            Assert.True(text.Digest == signed.Statement.TextDigest(Cluster, 0).ToString(), text.Name);
        }
    }

    [Fact]
    public void The_ids_of_nodes_are_those_of_the_document()
    {
        var nodes = (Nodes)Decode(Vectors.Messages.Single(m => m.Name == "nodes"));
        var genesis = NodeHeader.GenesisId(Cluster, new ConfigurationNumber(Vectors.Configuration));
        Assert.Equal(genesis, nodes.Items[1].Header.Parent);
        Assert.Equal(nodes.Items[1].Id, nodes.Items[0].Header.Parent);
    }

    [Fact]
    public void The_leaders_of_epochs_are_those_of_the_document()
    {
        var (four, seven) = (Of(4), Of(7));
        var rows = Section("leaders").ToArray();
        Assert.Equal(16, rows.Length);
        foreach (var row in rows)
        {
            var epoch = new Epoch(row.GetProperty("epoch").GetUInt64());
            Assert.Equal(row.GetProperty("of4").GetUInt32(), LeaderOf(four, epoch));
            Assert.Equal(row.GetProperty("of7").GetUInt32(), LeaderOf(seven, epoch));
        }
    }

    [Fact]
    public void Finality_certificates_are_read_where_the_document_takes_them_and_refused_where_it_does_not()
    {
        var rows = Section("certificates").ToArray();
        Assert.Equal(12, rows.Length);
        foreach (var row in rows)
        {
            var reader = new CanonicalReader(Convert.FromHexString(row.GetProperty("bytes").GetString()!));
            var read = FinalityCertificate.Read(ref reader);
            var height = row.GetProperty("height");
            ulong? expected = height.ValueKind == JsonValueKind.Null ? null : height.GetUInt64();
            Assert.True(expected == read?.Height.Value, row.GetProperty("name").GetString());
            Assert.Equal(read is not null, reader.Complete);
        }
    }

    [Fact]
    public void Every_byte_string_that_the_document_forbids_is_refused()
    {
        foreach (var bad in Vectors.Refused)
            Assert.True(Codec.Decode(Convert.FromHexString(bad.Bytes), out _) is null, bad.Why);
    }

    private static Message Decode(MessageVectors.Taken vector)
    {
        var message = Codec.Decode(Convert.FromHexString(vector.Bytes), out var rejection);
        Assert.True(message is not null, $"{vector.Name}: {rejection}");
        return message;
    }

    private static ulong? FieldOf(Statement? said, string name) => (said, name) switch
    {
        (Vote m, "epoch") => m.Epoch.Value,
        (Proposal m, "epoch") => m.Epoch.Value,
        (Proposal m, "length") => m.Node.Header.Length,
        (Proposal m, "height") => m.Node.Header.Height.Value,
        _ => null,
    };

    private static IEnumerable<JsonElement> Section(string name)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Vectors", File);
        using var document = JsonDocument.Parse(System.IO.File.ReadAllBytes(path));
        return [.. document.RootElement.GetProperty(name).EnumerateArray().Select(row => row.Clone())];
    }

    private static Configuration Of(int n) => Configuration.Create(
        new ConfigurationNumber(Vectors.Configuration),
        Enumerable.Range(0, n).Select(i => new Member(
            new ReplicaId((uint)i), $"organisation {i}", new PublicKey([(byte)i, .. new byte[31]]), default, "h:1", 1)),
        (n - 1) / 3, "streamlet", new ClusterParameters());

    private static uint LeaderOf(Configuration configuration, Epoch epoch) =>
        StreamletRules.Leader(configuration, Cluster, epoch, LeaderChoice.Hash).Value;
}
