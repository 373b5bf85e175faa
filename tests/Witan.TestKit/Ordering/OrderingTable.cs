using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Primitives;

namespace Witan.TestKit.Ordering;

/// <summary>
/// All ordering machines of a cluster around a table: each message lies there until a test hands it over, so a test
/// says exactly who hears what. Decided heights are executed at once.
/// </summary>
public sealed class OrderingTable
{
    private readonly OrderingBench?[] _benches;
    private readonly List<Letter> _letters = [];
    private readonly SortedDictionary<(int Place, ulong Height), Digest> _decided = [];

    public OrderingTable(OrderingForge forge, ReplicaOptions? options = null)
    {
        Forge = forge;
        _benches = new OrderingBench?[forge.N];
        for (var place = 0; place < forge.N; place++)
        {
            var bench = new OrderingBench(forge, place, options: options) { Content = (byte)(place + 1) };
            _benches[place] = bench;
            Take(bench, bench.Started);
        }
    }

    public OrderingForge Forge { get; }

    /// <summary>What lies on the table, in the order in which it was sent.</summary>
    public IReadOnlyList<Letter> Letters => _letters;

    /// <summary>What everybody signed.</summary>
    public List<SignedStatement> Statements { get; } = [];

    public OrderingBench this[int place] => _benches[place]!;

    /// <summary>What a replica decided at a height; null if nothing.</summary>
    public Digest? Decided(int place, ulong height) =>
        _decided.TryGetValue((place, height), out var digest) ? digest : null;

    /// <summary>Hands over what lies there and what follows from it, as long as it passes; the rest stays.</summary>
    public void Deliver(Func<Letter, bool>? passes = null)
    {
        for (var i = 0; i < _letters.Count;)
        {
            var letter = _letters[i];
            if (passes?.Invoke(letter) == false)
            {
                i++;
                continue;
            }

            _letters.RemoveAt(i);
            if (_benches[letter.To] is { } bench) Take(bench, bench.Receive(letter.From, letter.Message));
            i = 0;
        }
    }

    /// <summary>Loses what lies there.</summary>
    public void Lose(Func<Letter, bool>? which = null) => _letters.RemoveAll(l => which?.Invoke(l) ?? true);

    /// <summary>Requests wait at everybody.</summary>
    public void Pool()
    {
        foreach (var bench in Up()) Take(bench, bench.Pool());
    }

    /// <summary>Time passes for these, or for everybody.</summary>
    public void Pass(TimeSpan time, params int[] places)
    {
        foreach (var bench in Up())
        {
            if (places.Length == 0 || places.Contains(bench.Self)) Take(bench, bench.Pass(time));
        }
    }

    /// <summary>Time passes in small steps and everything is handed over in between.</summary>
    public void Run(TimeSpan time, Func<Letter, bool>? passes = null)
    {
        var step = TimeSpan.FromMilliseconds(10);
        for (var passed = TimeSpan.Zero; passed < time; passed += step)
        {
            Deliver(passes);
            Pass(step);
        }

        Deliver(passes);
    }

    /// <summary>It hears and says nothing any more.</summary>
    public void Kill(int place) => _benches[place] = null;

    /// <summary>A killed one comes back with what it wrote, or without.</summary>
    public void Restart(int place, OrderingBench before, bool forgets = false)
    {
        var bench = new OrderingBench(
            Forge, place, forgets ? [] : before.Written, before.Options, before.Executed.Value)
        {
            Content = before.Content, Any = before.Any,
        };
        bench.Pass(TimeSpan.FromMicroseconds(before.Now - bench.Now));
        _benches[place] = bench;
        Take(bench, bench.Started);
    }

    /// <summary>A letter that a liar writes.</summary>
    public void Slip(int from, int to, Message message) => _letters.Add(new Letter(from, to, message));

    private OrderingBench[] Up() => [.. _benches.OfType<OrderingBench>()];

    private void Take(OrderingBench bench, IReadOnlyList<Effect> effects)
    {
        foreach (var effect in effects)
        {
            switch (effect)
            {
                case Effect.Sign { Statement: var statement, To: var to }:
                    var signed = Forge.Sign(bench.Self, statement);
                    Statements.Add(signed);
                    Post(bench.Self, signed, to);
                    Take(bench, bench.OwnSigned(statement));
                    break;
                case Effect.Send { Message: var message, To: var to }:
                    Post(bench.Self, message, to);
                    break;
                case Effect.SendEarly { Message: var message, To: var to }:
                    Post(bench.Self, message, to);
                    break;
                case Internal.Decide decide when decide.Height == bench.Executed.Next:
                    _decided[(bench.Self, decide.Height.Value)] = decide.Block;
                    bench.Any = false;
                    Take(bench, bench.Execute());
                    break;
            }
        }
    }

    private void Post(int from, Message message, Destination to)
    {
        for (var place = 0; place < Forge.N; place++)
        {
            var isFor = to.Kind == DestinationKind.All
                || (to.Kind == DestinationKind.One && to.Replica == Forge.Id(place));
            if (place != from && isFor) _letters.Add(new Letter(from, place, message));
        }
    }
}
