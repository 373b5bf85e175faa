using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.TestKit.Storage;
using Xunit;

namespace Witan.Tests.Storage;

/// <summary>
/// Random outboxes against an oracle that keeps nothing but the list of all effects in order and how many records
/// were durable at each moment.
/// </summary>
public class ReleaseOrderTests
{
    private const int Seeds = 300;

    [Fact]
    public void No_effect_leaves_before_the_promises_in_front_of_it_and_none_is_lost_or_overtaken()
    {
        for (var seed = 0; seed < Seeds; seed++) Assert.Null(FaultOf(new TrueGate(), seed));
    }

    [Fact]
    public void A_gate_that_forgets_the_promises_of_earlier_steps_is_caught() => AssertCaught(() => new EarlyGate());

    [Fact]
    public void A_gate_that_takes_written_for_durable_is_caught() => AssertCaught(() => new HastyGate());

    private static void AssertCaught(Func<IGate> make)
    {
        var caught = 0;
        for (var seed = 0; seed < Seeds; seed++)
            if (FaultOf(make(), seed) is not null) caught++;
        Assert.True(caught > Seeds / 2);
    }

    private static string? FaultOf(IGate gate, int seed)
    {
        var random = new Random(seed);
        var world = new World(gate);
        for (var turn = 0; turn < 60; turn++)
        {
            var fault = random.Next(3) switch
            {
                0 => world.Flush(),
                _ => world.Step(random),
            };
            if (fault is not null) return fault;
        }

        return world.Finish();
    }

    private sealed class World(IGate gate)
    {
        private readonly List<Effect> _all = [];
        private readonly HashSet<Effect> _left = new(ReferenceEqualityComparer.Instance);
        private readonly List<Effect> _order = [];
        private readonly List<ulong> _tickets = [];
        private int _durable;
        private int _taken = -1;

        public string? Step(Random random)
        {
            var effects = new Effect[random.Next(6)];
            for (var i = 0; i < effects.Length; i++) effects[i] = Make(random, (ulong)(_all.Count + i + 1));
            _all.AddRange(effects);
            gate.Enqueue(effects);
            return Look();
        }

        /// <summary>Begins a flush, or ends the one that is under way.</summary>
        public string? Flush()
        {
            if (_taken >= 0)
            {
                _durable = _taken;
                _taken = -1;
                foreach (var input in gate.EndFlush()) _tickets.Add(((Input.Durable)input).Ticket);
                if (!_tickets.SequenceEqual(TicketsUpTo(_durable))) return "tickets";
            }
            else if (gate.BeginFlush())
            {
                _taken = _all.Count;
            }

            return Look();
        }

        public string? Finish()
        {
            for (var i = 0; i < 4; i++)
                if (Flush() is { } fault) return fault;
            var owed = _all.Where(e => e is not (Effect.Persist or Effect.Store)).ToArray();
            if (_left.Count != owed.Length) return "an effect never left";
            return InOrder(e => e is Effect.Send or Effect.Sign)
                && InOrder(e => e is Effect.SendEarly or Effect.SetTimer)
                ? null
                : "an effect overtook another";
        }

        private string? Look()
        {
            foreach (var effect in gate.Drain())
            {
                if (!_left.Add(effect)) return "an effect left twice";
                _order.Add(effect);
                var place = _all.FindIndex(e => ReferenceEquals(e, effect));
                for (var i = _durable; i < place; i++)
                    if (MustWait(effect, _all[i])) return "an effect left early";
            }

            // What promises nothing, or has nothing in front, must not wait either.
            for (var i = 0; i < _all.Count; i++)
                if (!_left.Contains(_all[i]) && IsFree(i)) return "an effect waited for nothing";
            return null;
        }

        private bool IsFree(int place)
        {
            if (_all[place] is Effect.Persist or Effect.Store) return false;
            for (var i = _durable; i < place; i++)
                if (MustWait(_all[place], _all[i])) return false;
            return true;
        }

        private static bool MustWait(Effect effect, Effect before) => effect switch
        {
            Effect.SendEarly or Effect.SetTimer => false,
            Effect.Truncate => before is Effect.Persist or Effect.Store,
            _ => before is Effect.Persist,
        };

        private bool InOrder(Func<Effect, bool> chosen) => _order.Where(chosen).SequenceEqual(_all.Where(chosen));

        private IEnumerable<ulong> TicketsUpTo(int count) =>
            _all.Take(count).OfType<Effect.Store>().Where(s => s.Ticket != 0).Select(s => s.Ticket);

        private static Effect Make(Random random, ulong number) => random.Next(8) switch
        {
            0 or 1 => new Effect.Persist(new NumberRecord(number, 2, null)),
            2 => new Effect.Store(new NumberRecord(number, 2, null), random.Next(2) == 0 ? number : 0),
            3 => new Effect.SendEarly(new StatusQuery(number), Destination.All),
            4 => new Effect.SetTimer(new TimerId("test", "tick", number), new TimeSpan(1)),
            5 => new Effect.Truncate(new Height(number)),
            _ => new Effect.Send(new StatusQuery(number), Destination.All),
        };
    }
}
