using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Witan.Primitives;
using Witan.Simulation.Chance;
using Witan.Simulation.Tracing;
using Xunit;

namespace Witan.Simulation.Tests.Tracing;

public sealed class RunTraceTests
{
    [Fact]
    public void The_digest_is_the_hash_of_all_events_however_few_are_kept()
    {
        var events = Events(5_000);
        using var bytes = new MemoryStream();
        foreach (var entry in events) Encode(bytes, entry);
        var expected = new Digest(SHA256.HashData(bytes.ToArray()));

        Assert.Equal(expected, DigestOf(events, kept: 1));
        Assert.Equal(expected, DigestOf(events, kept: 100_000));
    }

    [Fact]
    public void A_change_of_any_field_of_one_event_changes_the_digest()
    {
        var events = Events(50);
        var at = Array.FindIndex(events, e => e.Type.Length > 0 && e.Text.Length > 0);
        var one = events[at];
        RunEvent[] changes =
        [
            one with { At = one.At + 1 }, one with { Node = -1 }, one with { Kind = RunEventKind.Fault },
            one with { Type = one.Type + "x" }, one with { Peer = 99 }, one with { Message = 1_000_000 },
            one with { Height = 77 }, one with { View = 77 }, one with { DigestPrefix = 77 },
            one with { Text = one.Text + "x" }, one with { Type = one.Type + one.Text, Text = "" },
        ];

        var digests = changes.Select(change =>
        {
            events[at] = change;
            return DigestOf(events, 10);
        }).Append(DigestOf(Events(50), 10)).ToList();

        Assert.Equal(digests.Count, digests.Distinct().Count());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(300)]
    [InlineData(10_000)]
    public void The_newest_events_are_kept_in_order(int kept)
    {
        var events = Events(1_000);
        var trace = new RunTrace(kept);
        for (var i = 0; i < events.Length; i++)
        {
            trace.Add(events[i]);
            if (i % 97 == 0) Assert.Equal(events[Math.Max(0, i + 1 - kept)..(i + 1)], trace.Newest());
        }

        Assert.Equal(events[Math.Max(0, 1_000 - kept)..], trace.Newest());
        Assert.Equal(1_000, trace.Count);
    }

    [Fact]
    public void A_text_without_measure_is_cut()
    {
        var trace = new RunTrace();
        trace.Add(new RunEvent { At = 0, Node = 0, Kind = RunEventKind.Note, Text = new string('x', 100_000) });

        Assert.Equal(RunEvent.MaxText, trace.Newest()[0].Text.Length);
    }

    [Fact]
    public void Nothing_is_added_to_a_finished_trace()
    {
        var trace = new RunTrace();
        trace.Finish();

        Assert.Throws<InvalidOperationException>(() => trace.Add(Events(1)[0]));
        Assert.Throws<InvalidOperationException>(() => trace.Finish());
    }

    [Fact]
    public void The_prefix_of_a_digest_is_what_its_abbreviation_shows() =>
        Assert.Equal("0102030405060708", RunEvent.PrefixOf(new Digest([1, 2, 3, 4, 5, 6, 7, 8, .. new byte[24]]))
            .ToString("x16", System.Globalization.CultureInfo.InvariantCulture));

    private static Digest DigestOf(RunEvent[] events, int kept)
    {
        var trace = new RunTrace(kept);
        foreach (var entry in events) trace.Add(entry);
        return trace.Finish();
    }

    private static RunEvent[] Events(int count)
    {
        var dice = new Dice(1, "events");
        return [.. Enumerable.Range(0, count).Select(i => new RunEvent
        {
            At = i * 10,
            Node = (int)dice.Below(7),
            Kind = (RunEventKind)dice.Between(1, 12),
            Type = dice.Chance(0.5) ? "Prepare" : "",
            Peer = (int)dice.Between(-1, 6),
            Message = dice.Below(1_000),
            Height = (ulong)dice.Below(100),
            View = (ulong)dice.Below(3),
            DigestPrefix = dice.Next(),
            Text = dice.Chance(0.3) ? "größer als " + i : "",
        })];
    }

    /// <summary>As the remarks of the digest lay it out.</summary>
    private static void Encode(MemoryStream to, in RunEvent entry)
    {
        Span<byte> head = stackalloc byte[49];
        BinaryPrimitives.WriteInt64LittleEndian(head, entry.At);
        BinaryPrimitives.WriteInt32LittleEndian(head[8..], entry.Node);
        head[12] = (byte)entry.Kind;
        BinaryPrimitives.WriteInt32LittleEndian(head[13..], entry.Peer);
        BinaryPrimitives.WriteInt64LittleEndian(head[17..], entry.Message);
        BinaryPrimitives.WriteUInt64LittleEndian(head[25..], entry.Height);
        BinaryPrimitives.WriteUInt64LittleEndian(head[33..], entry.View);
        BinaryPrimitives.WriteUInt64LittleEndian(head[41..], entry.DigestPrefix);
        to.Write(head);
        foreach (var text in new[] { entry.Type, entry.Text })
        {
            var utf8 = Encoding.UTF8.GetBytes(text);
            to.Write(BitConverter.GetBytes(utf8.Length));
            to.Write(utf8);
        }
    }
}
