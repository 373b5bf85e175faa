using Xunit;

namespace Witan.Tests.Protocols.Streamlet;

/// <summary>Why messages are passed on: T7.</summary>
public sealed class EchoModelTests
{
    [Fact]
    public void T7_without_the_echo_a_liar_among_four_keeps_everything_from_becoming_final() =>
        Assert.Null(new EchoModel(echoes: false).EpochsToFinal(300));

    [Fact]
    public void T7_with_the_echo_the_same_liar_delays_nothing() =>
        Assert.InRange(new EchoModel(echoes: true).EpochsToFinal(300) ?? 999, 2, 6);
}
