using Witan.Node;
using Witan.Primitives;
using Xunit;

namespace Witan.Tests.Node;

/// <summary>Which calls wait for others, and for how long.</summary>
public sealed class CallGatheringTests
{
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan Most = TimeSpan.FromMilliseconds(8);

    private readonly CallGathering _gathering = new(Least, Least);
    private readonly CallGathering _learning = new(Least, Most);

    [Fact]
    public void The_first_call_and_each_of_a_lone_caller_go_at_once()
    {
        Assert.Null(_gathering.WaitWith(0, At(0)));
        Assert.Equal(TimeSpan.Zero, _gathering.WaitWith(1, At(0)));
        _gathering.Taken(1);

        _gathering.Answered(1, waiting: 0, At(10));

        Assert.True(_gathering.IsEnough(1));
        Assert.Equal(TimeSpan.Zero, _gathering.WaitWith(1, At(10)));
    }

    [Fact]
    public void Calls_after_many_answers_wait_until_as_many_have_come()
    {
        _gathering.Answered(200, waiting: 0, At(10));

        Assert.False(_gathering.IsEnough(199));
        Assert.Equal(TimeSpan.FromMilliseconds(1), _gathering.WaitWith(199, At(11)));
        Assert.Equal(TimeSpan.Zero, _gathering.WaitWith(200, At(11)));
    }

    [Fact]
    public void Who_does_not_call_again_is_waited_for_no_longer_than_a_moment_after_the_answers()
    {
        _gathering.Answered(200, waiting: 0, At(10));

        Assert.Equal(TimeSpan.Zero, _gathering.WaitWith(3, At(12)));
        _gathering.Taken(3);
        Assert.Equal(TimeSpan.Zero, _gathering.WaitWith(1, At(12)));
        Assert.Null(_gathering.WaitWith(0, At(12)));
    }

    [Fact]
    public void Answers_that_follow_add_to_what_is_expected_and_make_nobody_wait_longer()
    {
        _gathering.Answered(100, waiting: 0, At(10));
        _gathering.Answered(3, waiting: 1, At(11));

        Assert.False(_gathering.IsEnough(102));
        Assert.True(_gathering.IsEnough(103));
        Assert.Equal(TimeSpan.Zero, _gathering.WaitWith(1, At(12)));
        _gathering.Answered(5, waiting: 0, At(13));
        Assert.True(_gathering.IsEnough(5));
    }

    [Fact]
    public void Answers_after_the_moment_do_not_begin_another_for_calls_that_wait()
    {
        _gathering.Answered(100, waiting: 0, At(10));
        _gathering.Answered(50, waiting: 3, At(13));

        Assert.Equal(TimeSpan.Zero, _gathering.WaitWith(3, At(13)));
    }

    [Fact]
    public void A_turn_without_answers_changes_nothing()
    {
        _gathering.Answered(2, waiting: 0, At(10));
        _gathering.Answered(0, waiting: 0, At(11));

        Assert.Equal(TimeSpan.FromMilliseconds(1), _gathering.WaitWith(1, At(11)));
    }

    [Fact]
    public void Patience_is_between_least_and_most_until_something_is_learnt()
    {
        Assert.Equal(TimeSpan.FromMilliseconds(5), Patience());
        Assert.Throws<ArgumentOutOfRangeException>(() => new CallGathering(Most, Least));
    }

    [Fact]
    public void Patience_grows_up_to_the_most_while_more_than_half_of_the_expected_come()
    {
        Gather(20, expected: 100, come: 51);

        Assert.Equal(Most, Patience());
    }

    [Theory]
    [InlineData(1, 50, 4)]
    [InlineData(20, 50, 2)]
    [InlineData(20, 0, 2)]
    public void Patience_shrinks_down_to_the_least_while_no_more_than_half_come(int times, int come, int milliseconds)
    {
        Gather(20, expected: 100, come: 100);
        Gather(times, expected: 100, come);

        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), Patience());
    }

    [Fact]
    public void Of_two_callers_the_one_that_waits_for_the_other_is_not_half()
    {
        Gather(20, expected: 2, come: 1);

        Assert.Equal(Least, Patience());
    }

    [Fact]
    public void Who_was_answered_late_in_the_moment_is_not_missed_by_what_is_learnt()
    {
        for (var i = 0; i < 20; i++)
        {
            _learning.Answered(100, waiting: 0, At(10));
            _learning.Answered(100, waiting: 40, At(11));
            _learning.Taken(90);
        }

        Assert.Equal(Most, Patience());
    }

    [Fact]
    public void A_lone_caller_teaches_nothing()
    {
        Gather(20, expected: 1, come: 1);

        Assert.Equal(TimeSpan.FromMilliseconds(5), Patience());
    }

    private void Gather(int times, int expected, int come)
    {
        for (var i = 0; i < times; i++)
        {
            _learning.Answered(expected, waiting: 0, At(10));
            _learning.Taken(come);
        }
    }

    /// <summary>How long those wait who are answered now.</summary>
    private TimeSpan? Patience()
    {
        _learning.Answered(100, waiting: 0, At(20));
        return _learning.WaitWith(1, At(20));
    }

    private static Instant At(long milliseconds) => new(milliseconds * 1000);
}
