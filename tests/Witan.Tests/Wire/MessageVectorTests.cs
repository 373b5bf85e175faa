using System.Globalization;
using Witan.Core.Certificates;
using Witan.Core.Evidence;
using Witan.Core.Messages;
using Witan.Core.Reconfiguration;
using Witan.Primitives;
using Witan.Protocols.Pbft;
using Xunit;

namespace Witan.Tests.Wire;

/// <summary>The code and docs/wire-format.md say the same about bytes.</summary>
public sealed class MessageVectorTests
{
    private static readonly MessageCodec Codec = new(new Protocol().Codec);

    private static readonly MessageVectors Vectors = MessageVectors.Load();

    [Fact]
    public void Every_message_of_the_document_decodes_and_is_written_as_the_same_bytes()
    {
        foreach (var vector in Vectors.Messages)
        {
            var message = Decode(vector);
            Assert.Equal(vector.Type, message.Type);
            Assert.Equal(vector.Bytes, Convert.ToHexStringLower(WrittenAgain(message)));
        }
    }

    [Fact]
    public void Every_message_of_the_document_has_the_fields_that_it_names()
    {
        foreach (var vector in Vectors.Messages)
        {
            var found = FieldsOf(Decode(vector));
            foreach (var (name, expected) in vector.Fields)
                Assert.True(
                    found.TryGetValue(name, out var value) && value == expected.ToString(),
                    $"{vector.Name}: {name} is {found.GetValueOrDefault(name)}, not {expected}");
        }
    }

    [Fact]
    public void Every_type_of_message_stands_in_the_vectors()
    {
        byte[] all =
        [
            1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29,
            64, 65, 66, 67, 68, 69,
        ];
        Assert.Equal(all, Vectors.Messages.Select(m => m.Type).Distinct().Order());
        // No type between these is known, so none was forgotten above.
        for (var type = 0; type <= byte.MaxValue; type++)
        {
            if (all.Contains((byte)type)) continue;
            var bytes = new byte[400];
            bytes[0] = (byte)type;
            Assert.Null(Codec.Decode(bytes, out _));
        }
    }

    [Fact]
    public void Every_signed_text_is_the_one_of_the_document()
    {
        var cluster = new Digest(Convert.FromHexString(Vectors.Cluster));
        foreach (var text in Vectors.Texts)
        {
            var digest = Decode(Vectors.Messages.Single(m => m.Name == text.Name)) switch
            {
                IClientSigned signed => signed.TextDigest(cluster),
                SignedStatement signed => signed.Statement.TextDigest(cluster, 0),
                _ => default,
            };
            Assert.True(text.Digest == digest.ToString(), text.Name);
        }
    }

    [Fact]
    public void Every_byte_string_that_the_document_forbids_is_refused()
    {
        foreach (var bad in Vectors.Refused)
            Assert.True(Codec.Decode(Convert.FromHexString(bad.Bytes), out _) is null, bad.Why);
    }

    /// <summary>Nobody's bytes may throw: a decoder that throws stops the replica.</summary>
    [Fact]
    public void Whatever_is_changed_in_a_message_it_is_refused_or_reads_as_what_it_then_says()
    {
        foreach (var vector in Vectors.Messages)
        {
            var whole = Convert.FromHexString(vector.Bytes);
            foreach (var bytes in Changed(whole))
            {
                if (Codec.Decode(bytes, out _) is { } message)
                    Assert.True(bytes.AsSpan().SequenceEqual(WrittenAgain(message)), vector.Name);
            }
        }
    }

    [Fact]
    public void A_reply_whose_first_result_takes_the_place_of_the_others_is_refused()
    {
        var reply = (Reply)Decode(Vectors.Messages.First(m => m.Type == MessageType.Reply));
        var writer = new Primitives.Encoding.CanonicalWriter();
        writer.U8(MessageType.Reply);
        reply.Session.Write(writer);
        writer.Count(0);
        writer.Raw(reply.Vote.Encoded.Span);
        writer.Count(2);
        writer.U64(1);
        writer.Digest(default);
        writer.Bytes(new byte[44]);

        Assert.Null(Codec.Decode(writer.ToArray(), out _));
    }

    /// <summary>Each byte counted up and filled, each end, and each number of four bytes raised.</summary>
    private static IEnumerable<byte[]> Changed(byte[] whole)
    {
        for (var at = 0; at < whole.Length; at++)
        {
            yield return whole[..at];
            foreach (var value in new[] { 0, 1, whole[at] + 1, whole[at] - 1, 0x7f, 0xff })
            {
                var changed = (byte[])whole.Clone();
                changed[at] = unchecked((byte)value);
                yield return changed;
            }

            if (at + 4 > whole.Length) continue;
            foreach (var value in new uint[] { uint.MaxValue, int.MaxValue, (uint)(whole.Length - at), 2u })
            {
                var changed = (byte[])whole.Clone();
                System.Buffers.Binary.BinaryPrimitives.WriteUInt32LittleEndian(changed.AsSpan(at), value);
                yield return changed;
            }
        }

        yield return [.. whole, 0];
    }

    private static Message Decode(MessageVectors.Taken vector)
    {
        var message = Codec.Decode(Convert.FromHexString(vector.Bytes), out var rejection);
        Assert.True(message is not null, $"{vector.Name}: {rejection}");
        return message;
    }

    private static byte[] WrittenAgain(Message message)
    {
        var writer = new Primitives.Encoding.CanonicalWriter();
        writer.U8(message.Type);
        message.WriteBody(writer);
        return writer.ToArray();
    }

    private static Dictionary<string, string> FieldsOf(Message message)
    {
        var fields = message switch
        {
            SignedStatement signed => OfStatement(signed.Statement),
            Bundle or Refusal or Reply or Confirm => OfSubmission(message),
            ReadRequest or ReadAnswer or StatusQuery or StatusAnswer or Progress => OfReading(message),
            FetchEvidence m => OfEvidence(m.Key),
            EvidenceAnswer m => [.. OfEvidence(m.Pair.Key), ("lie", m.Pair.IsLie)],
            _ => OfTransfer(message),
        };
        return fields.ToDictionary(f => f.Name, f => Convert.ToString(f.Value, CultureInfo.InvariantCulture)!);
    }

    private static List<(string Name, object Value)> OfSubmission(Message message) => message switch
    {
        Bundle m =>
        [
            ("first", m.First), ("acknowledgedBelow", m.AcknowledgedBelow), ("requests", m.Requests.Count),
            ("digest", m.Digest),
        ],
        Refusal m => [("first", m.First), ("reason", (int)m.Reason)],
        Reply m => [("leaves", m.Leaves.Count), ("path", m.Path.Count)],
        Confirm m => [("nonce", m.Nonce)],
        _ => [],
    };

    private static List<(string Name, object Value)> OfReading(Message message) => message switch
    {
        ReadRequest m => [("id", m.Id), ("minimum", m.Minimum.Value), ("kind", (int)m.Kind)],
        ReadAnswer m =>
            [("id", m.Id), ("outcome", (int)m.Outcome), ("height", m.Certificate?.Height.Value ?? 0)],
        StatusQuery m => [("id", m.Id)],
        StatusAnswer m =>
        [
            ("id", m.Id), ("mode", m.Mode), ("executed", m.Executed.Value), ("stable", m.Stable.Value),
            ("counters", m.Counters.Count),
        ],
        Progress m => [("executed", m.Executed.Value), ("stable", m.Stable.Value), ("held", m.Held.Count)],
        _ => [],
    };

    private static List<(string Name, object Value)> OfEvidence(EvidenceKey key) =>
        [("member", key.Member.Value), ("of", key.Type), ("configuration", key.Configuration.Value)];

    private static List<(string Name, object Value)> OfTransfer(Message message) => message switch
    {
        FetchBodies m => [("blocks", m.Blocks.Count), ("bodies", m.Contents.Count)],
        Bodies m => [("blocks", m.Blocks.Count), ("bodies", m.Contents.Count)],
        FetchSteps m => [("above", m.Above.Value)],
        Steps m => [("items", m.Items.Count), ("newest", m.Items[^1].Configuration.Number.Value)],
        FetchDecisions m => [("from", m.From.Value)],
        Decisions m => [("items", m.Items.Count), ("bodies", m.Contents.Count)],
        FetchManifest m => [("above", m.Above.Value)],
        Checkpoint m => [("height", m.Certificate.Height.Value)],
        Manifest m => [("height", m.Certificate.Height.Value), ("maps", m.Maps.Count)],
        FetchRange m => [("height", m.Height.Value), ("map", m.Map)],
        RangeChunk m => [("height", m.Height.Value), ("map", m.Map)],
        Status m => [("view", m.View.Value), ("target", m.Target.Value), ("missing", m.Missing.Count)],
        _ => [],
    };

    private static List<(string Name, object Value)> OfStatement(Statement statement)
    {
        List<(string Name, object Value)> fields =
            [("sender", statement.Sender.Value), ("configuration", statement.Configuration.Value)];
        switch (statement)
        {
            case StateVote vote:
                fields.AddRange([("height", vote.Commitment.Height.Value), ("commitment", vote.Commitment.Digest)]);
                break;
            case Rejoin rejoin:
                fields.Add(("loss", rejoin.Loss));
                break;
            case ConfirmAnswer answer:
                fields.Add(("nonce", answer.Nonce));
                break;
            case SlotStatement slot:
                fields.AddRange(
                    [("view", slot.View.Value), ("height", slot.Height.Value), ("digest", slot.Digest)]);
                break;
            case ViewChange change:
                fields.AddRange([("target", change.Target.Value), ("prepared", change.Prepared.Count)]);
                break;
            case NewView view:
                fields.AddRange(
                [
                    ("target", view.Target.Value), ("viewChanges", view.ViewChanges.Count),
                    ("proposals", view.Proposals.Count),
                ]);
                break;
        }

        return fields;
    }
}
