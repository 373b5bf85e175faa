using Witan.Core.Reconfiguration;
using Witan.Crypto;
using Witan.Primitives;
using Witan.Primitives.Membership;
using Xunit;

namespace Witan.Tests.Reconfiguration;

public sealed class RejoinRulesTests
{
    private const long Week = 7L * 24 * 3600 * 1_000_000;

    private static readonly Configuration InForce = Numbered(5);

    [Fact]
    public void The_first_one_of_a_member_leads_to_the_next_number()
    {
        var entry = RejoinRules.Accept(Asking(), InForce, null, new BlockTime(7))!.Value;
        Assert.Equal(6UL, entry.Number.Value);
        Assert.Equal(Loss(1), entry.Loss);
        Assert.Equal(RejoinRules.Burst - 1, entry.Left);
        Assert.Equal(entry, RejoinEntry.Decode(entry.Encode()));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void Under_another_number_than_the_one_in_force_it_is_void(ulong number) =>
        Assert.Null(RejoinRules.Accept(Asking(number: number), InForce, null, new BlockTime(7)));

    [Fact]
    public void Of_somebody_who_is_no_member_it_is_void() =>
        Assert.Null(RejoinRules.Accept(Asking(member: 9), InForce, null, new BlockTime(7)));

    [Fact]
    public void A_second_one_under_the_same_number_is_void_whatever_loss_it_names()
    {
        var first = RejoinRules.Accept(Asking(), InForce, null, new BlockTime(7));
        Assert.Null(RejoinRules.Accept(Asking(), InForce, first, new BlockTime(8)));
        Assert.Null(RejoinRules.Accept(Asking(loss: 2), InForce, first, new BlockTime(8)));
    }

    [Fact]
    public void Four_in_a_row_and_then_one_a_week()
    {
        RejoinEntry? entry = null;
        ulong number = 0;
        for (; number < 4; number++) entry = Accept(number, entry, 100);
        Assert.Null(Accept(number, entry, 100 + Week - 1));
        entry = Accept(number++, entry, 100 + Week);
        Assert.NotNull(entry);
        Assert.Null(Accept(number, entry, 100 + Week + 1));
        // Never more than four, however long nobody asked.
        for (var i = 0; i < 4; i++) Assert.NotNull(entry = Accept(number++, entry, 100 * Week));
        Assert.Null(Accept(number, entry, 100 * Week));
    }

    [Fact]
    public void The_numbers_end()
    {
        Assert.NotNull(Accept(Limits.MaxConfigurations - 2, null, 1));
        Assert.Null(Accept(Limits.MaxConfigurations - 1, null, 1));
    }

    [Theory]
    [InlineData(1, 24)]
    [InlineData(7, 24)]
    [InlineData(8, 24)]
    [InlineData(9, 32)]
    public void The_old_number_ends_at_the_first_multiple_of_K_at_least_a_window_above(ulong decided, ulong last)
    {
        var parameters = new ClusterParameters { CheckpointInterval = 8, Window = 16 };
        Assert.Equal(last, RejoinRules.LastUnderOld(new Height(decided), parameters).Value);
    }

    private static RejoinEntry? Accept(ulong number, RejoinEntry? entry, long time) =>
        RejoinRules.Accept(
            Asking(number: number, loss: (byte)(number % 251)), Numbered(number), entry, new BlockTime(time));

    private static Rejoin Asking(uint member = 1, ulong number = 5, byte loss = 1) =>
        new(new ConfigurationNumber(number), new ReplicaId(member), Loss(loss));

    private static Digest Loss(byte n) => Sha256.Hash([n]);

    private static Configuration Numbered(ulong number) => Configuration.Create(
        new ConfigurationNumber(number),
        Enumerable.Range(0, 4).Select(i => new Member(
            new ReplicaId((uint)i), "o" + i, new PublicKey(Sha256.Hash([(byte)i]).ToArray()), default, "h:" + i, 1)),
        1, "none", new ClusterParameters());
}
