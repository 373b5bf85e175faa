using Witan.Simulation.Attacks;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Exploring;

/// <summary>What goes wrong: who lies or is lost for good, and what passes.</summary>
public sealed partial class RandomScenario
{
    /// <summary>Message types whose loss alone is interesting: one phase of a protocol at a time.</summary>
    private static readonly string?[] LostTypes =
        ["Bundle", "Reply", "StateCommitment", "FetchBodies", "Decisions", "Progress", "ConfirmAnswer", null];

    /// <summary>Uses up the places of the fault budget.</summary>
    /// <returns>Those that the adversary controls.</returns>
    private List<int> DrawCorruption()
    {
        var byzantine = new List<int>();
        foreach (var replica in _corrupted)
        {
            switch (_dice.Below(10))
            {
                case 0:
                    AddCrash(replica, CrashDisk.Keep, restarts: false);
                    break;
                case 1:
                    AddCrash(replica, CrashDisk.Lose, restarts: true);
                    break;
                case 2:
                    AddCrash(replica, CrashDisk.Old, restarts: true);
                    break;
                case 3:
                    byzantine.Add(replica);
                    Isolate(replica);
                    break;
                default:
                    byzantine.Add(replica);
                    for (var i = _dice.Between(1, 2); i > 0; i--) AddStrategy(replica);
                    break;
            }
        }

        return byzantine;
    }

    /// <summary>Hears nobody for good and goes on talking, or is heard by nobody.</summary>
    private void Isolate(int replica)
    {
        var at = _gst + 1;
        var hears = _dice.Chance(0.5);
        foreach (var other in Enumerable.Range(0, _n).Where(i => i != replica))
        {
            var (from, to) = hears ? (replica, other) : (other, replica);
            _faults.Add(new FaultSpec(
                new Trigger.AtMs { Ms = at },
                new FaultAction.Cut { Link = new Link(NodeName.Replica(from), NodeName.Replica(to)), OneWay = true }));
        }
    }

    private void AddCrash(int replica, CrashDisk disk, bool restarts) => _faults.Add(new FaultSpec(
        new Trigger.AtMs { Ms = Moment() },
        new FaultAction.Crash
        {
            Node = NodeName.Replica(replica), Disk = disk, RestartAfterMs = restarts ? _dice.Between(10, 1_500) : null,
        }));

    private void AddStrategy(int replica)
    {
        var possible = StrategyCatalogue.All
            .Where(s => s.IsDefinedFor(_protocol) && AttackFactory.Names.Contains(s.Name)).ToList();
        if (possible.Count == 0) return;
        // Small changes of what is right reach further than any single script.
        var mutation = possible.Find(s => s.Name == "MutateField");
        var strategy = mutation is not null && _dice.Chance(0.2) ? mutation : _dice.Pick(possible);
        var args = new List<Named<ArgValue>>();
        foreach (var arg in strategy.Args)
        {
            if (arg.Kind == ArgKind.Choice && _dice.Chance(0.7))
                args.Add(new Named<ArgValue>(arg.Name, new ArgValue.Text(_dice.Pick(arg.Choices))));
        }

        _faults.Add(new FaultSpec(
            new Trigger.AtMs { Ms = _dice.Chance(0.5) ? 0 : Moment() },
            new FaultAction.Byz { Node = NodeName.Replica(replica), Strategy = strategy.Name, Args = [.. args] }));
    }

    private FaultSpec DrawFault()
    {
        var at = new Trigger.AtMs { Ms = Moment() };
        return _dice.Below(8) switch
        {
            0 => new FaultSpec(at, DrawPartition()),
            1 => new FaultSpec(at, new FaultAction.Cut { Link = DrawLink(), OneWay = _dice.Chance(0.5),
                ForMs = _dice.Between(50, 1_500) }),
            2 => new FaultSpec(
                new Trigger.Every { Ms = _dice.Between(50, 600), From = 0, To = _gst },
                new FaultAction.Flap { Link = DrawLink() }),
            3 => new FaultSpec(at, new FaultAction.Pause { Node = AnyReplica(), ForMs = _dice.Between(50, 1_500) }),
            4 => new FaultSpec(at, new FaultAction.Skew { Node = AnyReplica(), Ms = _dice.Between(-2_000, 2_000) }),
            5 => new FaultSpec(
                new Trigger.Match { Type = _dice.Pick(LostTypes), From = [AnyReplica()], FromMs = 0,
                    ToMs = Moment() + 1 }, new FaultAction.Drop()),
            _ => new FaultSpec(
                _dice.Chance(0.5) ? at : DrawPoint(),
                new FaultAction.Crash { Node = CorrectReplica(), RestartAfterMs = _dice.Between(5, 1_500) }),
        };
    }

    /// <summary>In the middle of some replica's work.</summary>
    private Trigger.AtPoint DrawPoint() => new()
    {
        Point = (FailPoint)_dice.Below((long)FailPoint.AfterSend + 1), Nth = _dice.Between(1, 30),
        Node = CorrectReplica(),
    };

    private FaultAction.Partition DrawPartition()
    {
        var nodes = Enumerable.Range(0, _n).Select(NodeName.Replica).ToList();
        _dice.Shuffle(nodes);
        var cut = (int)_dice.Between(1, _n - 1);
        return new FaultAction.Partition
        {
            Groups = [[.. nodes.Take(cut).Order()], [.. nodes.Skip(cut).Order()]],
            OneWay = _dice.Chance(0.2),
            ForMs = _dice.Between(50, 2_000),
        };
    }

    private Link DrawLink()
    {
        var a = (int)_dice.Below(_n);
        var b = (int)_dice.Below(_n - 1);
        return new Link(NodeName.Replica(a), NodeName.Replica(b < a ? b : b + 1));
    }

    private long Moment() => _dice.Below(_gst);

    private NodeName AnyReplica() => NodeName.Replica((int)_dice.Below(_n));

    private NodeName CorrectReplica() => NodeName.Replica(_dice.Pick(_correct));
}
