using Witan.Core.Verification;
using Witan.Primitives;
using Xunit;

namespace Witan.Tests.Reconfiguration;

public sealed class ParkedFramesTests
{
    [Fact]
    public void What_waits_comes_back_once_when_the_number_rises_by_peer_and_in_order()
    {
        var parked = new ParkedFrames<string>();
        Park(parked, 2, "c");
        Park(parked, 1, "a");
        Park(parked, 2, "d");
        Assert.Empty(parked.Take(default));
        Assert.Equal(["a", "c", "d"], parked.Take(new ConfigurationNumber(1)));
        Assert.Empty(parked.Take(new ConfigurationNumber(1)));
        Park(parked, 1, "e");
        Assert.Empty(parked.Take(new ConfigurationNumber(1)));
        Assert.Equal(["e"], parked.Take(new ConfigurationNumber(3)));
        Assert.Equal(0, parked.Count);
    }

    [Fact]
    public void A_peer_that_floods_pushes_out_its_own_oldest_and_nobody_elses()
    {
        var parked = new ParkedFrames<string>();
        Park(parked, 1, "kept");
        var dropped = new List<string>();
        for (var i = 0; i < 100; i++) dropped.AddRange(Park(parked, 2, "f" + i));
        Assert.Equal(Enumerable.Range(0, 36).Select(i => "f" + i), dropped);
        Assert.Equal(1 + ParkedFrames<string>.MaxPerPeer, parked.Count);
        Assert.Equal("kept", parked.Take(new ConfigurationNumber(1))[0]);
    }

    [Fact]
    public void Large_frames_are_bounded_by_bytes()
    {
        var parked = new ParkedFrames<string>();
        var dropped = new List<string>();
        for (var i = 0; i < 5; i++) dropped.AddRange(Park(parked, 1, "f" + i, Limits.MaxFrameBytes / 2));
        Assert.Equal(["f0", "f1", "f2"], dropped);
    }

    private static List<string> Park(ParkedFrames<string> parked, uint peer, string frame, int bytes = 10)
    {
        var dropped = new List<string>();
        parked.Park(new ReplicaId(peer), frame, bytes, dropped);
        return dropped;
    }
}
