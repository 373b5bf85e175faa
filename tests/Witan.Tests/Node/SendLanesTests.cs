using Witan.Core.Messages;
using Witan.Node;
using Xunit;

namespace Witan.Tests.Node;

/// <summary>What leaves first, and what is lost first, on one connection.</summary>
public sealed class SendLanesTests
{
    private const byte Vote = MessageType.StateVote;
    private const byte Chunk = MessageType.RangeChunk;

    [Fact]
    public void A_vote_passes_pieces_of_state_that_were_queued_before_it()
    {
        var lanes = new SendLanes(100, 1 << 20);
        for (byte i = 0; i < 10; i++) lanes.Enqueue(new[] { Chunk, i });
        lanes.Enqueue(new[] { Vote, (byte)0 });

        Assert.Equal([Vote, (byte)0], Next(lanes));
        Assert.Equal([Chunk, (byte)0], Next(lanes));
    }

    [Fact]
    public void A_stream_of_votes_lets_every_sixteenth_frame_be_a_piece_of_state()
    {
        var lanes = new SendLanes(1000, 1 << 20);
        lanes.Enqueue(new[] { Chunk, (byte)0 });
        for (byte i = 0; i < 100; i++) lanes.Enqueue(new[] { Vote, i });

        var sent = Enumerable.Range(0, 101).Select(_ => Next(lanes)[0]).ToList();

        Assert.Equal(SendLanes.UrgentPerBulk, sent.IndexOf(Chunk));
    }

    [Fact]
    public void When_there_is_no_room_pieces_of_state_go_before_votes_and_the_oldest_first()
    {
        var lanes = new SendLanes(3, 1 << 20);
        byte[][] frames = [[Chunk, 1], [Vote, 1], [Chunk, 2], [Vote, 2]];
        foreach (var frame in frames) lanes.Enqueue(frame);
        lanes.Enqueue(new[] { Vote, (byte)3 });
        lanes.Enqueue(new[] { Vote, (byte)4 });

        Assert.Equal(3, lanes.Dropped);
        Assert.Equal([[Vote, 2], [Vote, 3], [Vote, (byte)4]], new[] { Next(lanes), Next(lanes), Next(lanes) });
        Assert.Equal((0, 0L), (lanes.Count, lanes.Bytes));
    }

    [Fact]
    public void A_queue_never_holds_more_bytes_than_its_bound()
    {
        var lanes = new SendLanes(1000, 100);
        for (var i = 0; i < 50; i++)
        {
            var frame = new byte[30];
            frame[0] = Vote;
            lanes.Enqueue(frame);
            Assert.InRange(lanes.Bytes, 0, 100);
        }

        Assert.Equal(47, lanes.Dropped);
    }

    private static byte[] Next(SendLanes lanes)
    {
        Assert.True(lanes.TryDequeue(out var frame));
        return frame.ToArray();
    }
}
