using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Protocols.SingleShot;
using Xunit;

namespace Witan.Tests.Wire;

/// <summary>The code and docs/wire-format.md, section 5.5, say the same about bytes.</summary>
public sealed class SingleShotVectorTests
{
    private static readonly MessageCodec Codec = new(new SingleShotCodec());

    private static readonly MessageVectors Vectors = MessageVectors.Load("singleshot-v1.json");

    [Fact]
    public void Every_message_of_the_document_decodes_and_is_written_as_the_same_bytes()
    {
        foreach (var vector in Vectors.Messages)
        {
            var message = Decode(vector);
            Assert.Equal(vector.Type, message.Type);
            var writer = new Primitives.Encoding.CanonicalWriter();
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
            var (view, instance) = Decode(vector) is SignedStatement { Statement: var said }
                ? FieldsOf(said) : default;
            foreach (var (name, expected) in vector.Fields)
                Assert.Equal(expected.GetUInt64(), name == "view" ? view : instance);
        }
    }

    [Fact]
    public void Every_type_of_message_stands_in_the_vectors() =>
        Assert.Equal([64, 65, 66, 67, 68, 69], Vectors.Messages.Select(m => (int)m.Type).Distinct().Order());

    [Fact]
    public void Every_signed_text_is_the_one_of_the_document()
    {
        var cluster = new Digest(Convert.FromHexString(Vectors.Cluster));
        foreach (var text in Vectors.Texts)
        {
            var signed = (SignedStatement)Decode(Vectors.Messages.Single(m => m.Name == text.Name));
            Assert.True(text.Digest == signed.Statement.TextDigest(cluster, 0).ToString(), text.Name);
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

    private static (ulong View, ulong Instance) FieldsOf(Statement said) => said switch
    {
        InstanceStatement m => (m.View.Value, m.Instance),
        Wish m => (m.View.Value, m.Instance),
        _ => default,
    };
}
