using Witan.Client;
using Xunit;

namespace Witan.Tests.Client;

/// <summary>Which numbers have an item, and which is the lowest.</summary>
public sealed class NumberWindowTests
{
    private readonly NumberWindow<string> _window = new(7);

    [Fact]
    public void Numbers_follow_one_another_and_none_is_given_twice()
    {
        Assert.Equal((7u, 7u, 0u), (_window.Low, _window.Next, _window.Width));
        Assert.Equal(7u, _window.Add("a"));
        Assert.True(_window.Remove(7));
        Assert.Equal(8u, _window.Add("b"));
        Assert.False(_window.TryGet(7, out _));
        Assert.False(_window.Remove(7));
        Assert.True(_window.TryGet(8, out var item));
        Assert.Equal("b", item);
        Assert.False(_window.TryGet(9, out _));
        Assert.False(_window.TryGet(0, out _));
        Assert.False(_window.TryGet(ulong.MaxValue, out _));
    }

    [Fact]
    public void The_lowest_moves_only_when_it_is_let_go()
    {
        for (var i = 0; i < 4; i++) _window.Add("x");
        _window.Remove(8);
        _window.Remove(9);
        Assert.Equal((7u, 4u), (_window.Low, _window.Width));
        _window.Remove(7);
        Assert.Equal((10u, 1u), (_window.Low, _window.Width));
        _window.Remove(10);
        Assert.Equal((11u, 0u), (_window.Low, _window.Width));
    }

    [Fact]
    public void It_holds_what_a_map_holds()
    {
        var random = new Random(1);
        var model = new SortedList<ulong, string>();
        for (var i = 0; i < 20_000; i++)
        {
            if (random.Next(model.Count < 300 ? 3 : 1) > 0)
            {
                var item = i.ToString(System.Globalization.CultureInfo.InvariantCulture);
                model.Add(_window.Add(item), item);
            }
            else if (model.Count > 0)
            {
                var number = model.Keys[random.Next(model.Count)];
                Assert.True(_window.Remove(number));
                model.Remove(number);
            }

            Assert.Equal(model.Count > 0 ? model.Keys[0] : _window.Next, _window.Low);
            var any = _window.Next - Math.Min(_window.Next, (ulong)random.Next(400));
            Assert.Equal(model.GetValueOrDefault(any), _window.TryGet(any, out var held) ? held : null);
        }

        Assert.All(model, pair => Assert.True(_window.TryGet(pair.Key, out var held) && held == pair.Value));
    }
}
