using Witan.Node;
using Witan.Primitives;
using Xunit;

namespace Witan.Tests.Node;

/// <summary>How much of the core's time one sender's costly requests get.</summary>
public sealed class CostAccountTests
{
    private static readonly TimeSpan Cost = TimeSpan.FromMilliseconds(10);

    [Fact]
    public void A_sender_that_asks_without_end_gets_a_burst_and_then_its_share_of_time()
    {
        var account = new CostAccount();
        var now = new Instant(1_000_000);
        var (used, end) = (TimeSpan.Zero, now + TimeSpan.FromSeconds(10));
        while (now < end)
        {
            // Served whenever it may be, else a millisecond passes.
            var step = account.IsInDebt(now) ? TimeSpan.FromMilliseconds(1) : Cost;
            if (step == Cost)
            {
                account.Charge(Cost);
                used += Cost;
            }

            now += step;
        }

        var fair = TimeSpan.FromSeconds(10.0 / CostAccount.Share);
        Assert.InRange(used, fair, fair + CostAccount.Burst + Cost);
    }

    [Fact]
    public void Who_rests_saves_no_more_than_one_burst()
    {
        var account = new CostAccount();
        var now = new Instant(3_600_000_000);
        var served = 0;
        while (!account.IsInDebt(now))
        {
            account.Charge(Cost);
            served++;
        }

        Assert.Equal(CostAccount.Burst / Cost, served);
    }
}
