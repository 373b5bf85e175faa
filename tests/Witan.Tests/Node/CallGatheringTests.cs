using Witan.Node;
using Witan.Primitives;
using Xunit;

namespace Witan.Tests.Node;

/// <summary>Which calls wait for others, and for how long.</summary>
public sealed class CallGatheringTests
{
    private readonly CallGathering _gathering = new(TimeSpan.FromMilliseconds(2), TimeSpan.FromMilliseconds(8));

    [Fact]
    public void The_first_call_and_each_of_a_lone_caller_go_at_once()
    {
        Assert.Null(_gathering.WaitWith(0, At(0)));
        Assert.Equal(TimeSpan.Zero, _gathering.WaitWith(1, At(0)));
        _gathering.Taken(1);

        _gathering.Answered(1, At(10));

        Assert.True(_gathering.IsEnough(1));
        Assert.Equal(TimeSpan.Zero, _gathering.WaitWith(1, At(10)));
    }

    [Fact]
    public void Calls_after_many_answers_wait_until_as_many_have_come()
    {
        _gathering.Answered(200, At(10));

        Assert.False(_gathering.IsEnough(199));
        Assert.Equal(TimeSpan.FromMilliseconds(1), _gathering.WaitWith(199, At(11)));
        Assert.Equal(TimeSpan.Zero, _gathering.WaitWith(200, At(11)));
    }

    [Fact]
    public void Who_does_not_call_again_is_waited_for_no_longer_than_a_moment_after_the_answers()
    {
        _gathering.Answered(200, At(10));

        Assert.Equal(TimeSpan.Zero, _gathering.WaitWith(3, At(12)));
        _gathering.Taken(3);
        Assert.Equal(TimeSpan.Zero, _gathering.WaitWith(1, At(12)));
        Assert.Null(_gathering.WaitWith(0, At(12)));
    }

    [Fact]
    public void Answers_that_follow_add_to_what_is_expected_and_make_nobody_wait_longer()
    {
        _gathering.Answered(100, At(10));
        _gathering.Answered(3, At(11));

        Assert.False(_gathering.IsEnough(102));
        Assert.True(_gathering.IsEnough(103));
        Assert.Equal(TimeSpan.Zero, _gathering.WaitWith(1, At(12)));
        _gathering.Answered(5, At(13));
        Assert.True(_gathering.IsEnough(5));
    }

    [Fact]
    public void A_turn_without_answers_changes_nothing()
    {
        _gathering.Answered(2, At(10));
        _gathering.Answered(0, At(11));

        Assert.Equal(TimeSpan.FromMilliseconds(1), _gathering.WaitWith(1, At(11)));
    }

    [Fact]
    public void Patience_grows_up_to_the_most_while_half_of_the_expected_come()
    {
        Gather(20, expected: 100, come: 50);

        Assert.Equal(TimeSpan.FromMilliseconds(8), Patience());
    }

    [Theory]
    [InlineData(1, 49, 4)]
    [InlineData(20, 49, 2)]
    [InlineData(20, 0, 2)]
    public void Patience_shrinks_down_to_the_least_while_fewer_come(int times, int come, int milliseconds)
    {
        Gather(20, expected: 100, come: 100);
        Gather(times, expected: 100, come);

        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), Patience());
    }

    [Fact]
    public void A_lone_caller_teaches_nothing()
    {
        Gather(20, expected: 1, come: 1);

        Assert.Equal(TimeSpan.FromMilliseconds(2), Patience());
    }

    private void Gather(int times, int expected, int come)
    {
        for (var i = 0; i < times; i++)
        {
            _gathering.Answered(expected, At(10));
            _gathering.Taken(come);
        }
    }

    /// <summary>How long those wait who are answered now.</summary>
    private TimeSpan? Patience()
    {
        _gathering.Answered(100, At(20));
        return _gathering.WaitWith(1, At(20));
    }

    private static Instant At(long milliseconds) => new(milliseconds * 1000);
}
