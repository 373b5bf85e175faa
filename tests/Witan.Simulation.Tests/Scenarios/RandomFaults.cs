using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Tests.Scenarios;

/// <summary>Faults that can happen to one cluster, of every kind.</summary>
internal sealed class RandomFaults(Random random, ClusterSpec cluster)
{
    public FaultSpec Next()
    {
        switch (random.Next(12))
        {
            case 0 when cluster.Byzantine.Count > 0:
                return new FaultSpec(At(), Byz());
            case 1:
                return new FaultSpec(AtOrEvery(), new FaultAction.Heal { Node = Flip() ? Node() : null });
            case 2 when cluster.N > 1:
                return new FaultSpec(AtOrEvery(), Partition());
            case 3:
                return new FaultSpec(
                    AtOrEvery(), new FaultAction.Cut
                    {
                        Link = Link(), OneWay = Flip(), ForMs = Maybe(),
                    });
            case 4:
                return new FaultSpec(Every(), new FaultAction.Flap { Link = Link() });
            case 5:
                return new FaultSpec(
                    At(), new FaultAction.Crash
                    {
                        Node = Replica(), Disk = (CrashDisk)random.Next(3), RestartAfterMs = Maybe(),
                    });
            case 6:
                return new FaultSpec(AtOrEvery(), new FaultAction.Pause { Node = Node(), ForMs = random.Next(1, 99) });
            case 7:
                return new FaultSpec(AtOrEvery(), new FaultAction.Skew { Node = Node(), Ms = random.Next(-99, 99) });
            case 8:
                return new FaultSpec(
                    AtOrEvery(), new FaultAction.DiskFailure
                    {
                        Node = Replica(), Fault = (DiskFault)random.Next(6),
                    });
            case 9:
                return new FaultSpec(Match(), new FaultAction.Delay { Ms = random.Next(1, 99) });
            case 10:
                return new FaultSpec(Match(), new FaultAction.Duplicate());
            default:
                return new FaultSpec(Match(), new FaultAction.Drop());
        }
    }

    private FaultAction.Byz Byz()
    {
        Strategy[] defined = [.. StrategyCatalogue.All.Where(s => s.DefinedFor.Contains(Strategy.Shared))];
        var strategy = defined[random.Next(defined.Length)];
        return new FaultAction.Byz
        {
            Node = NodeName.Replica(cluster.Byzantine[random.Next(cluster.Byzantine.Count)]), Strategy = strategy.Name,
            Args =
            [
                .. strategy.Args.Where(_ => Flip()).OrderBy(a => a.Name, StringComparer.Ordinal)
                    .Select(a => new Named<ArgValue>(a.Name, Value(a))),
            ],
        };
    }

    private ArgValue Value(StrategyArg arg)
    {
        if (arg.Default is ArgValue.Nothing && Flip()) return arg.Default;
        return arg.Kind switch
        {
            ArgKind.Count => new ArgValue.Number(Math.Floor(arg.Min + (random.NextDouble() * (arg.Max - arg.Min)))),
            ArgKind.Fraction => new ArgValue.Number(arg.Min + (random.NextDouble() * (arg.Max - arg.Min))),
            ArgKind.Choice => new ArgValue.Text(arg.Choices[random.Next(arg.Choices.Count)]),
            ArgKind.Flag => new ArgValue.Flag(Flip()),
            ArgKind.Replica => new ArgValue.Number(Replica().Index),
            ArgKind.Client => Flip() ? new ArgValue.Text("c0") : new ArgValue.Number(0),
            _ => new ArgValue.Nodes([NodeName.Replica(0), NodeName.Client(0)]),
        };
    }

    private FaultAction.Partition Partition()
    {
        var ids = Enumerable.Range(0, cluster.N).ToArray();
        random.Shuffle(ids);
        var first = random.Next(1, cluster.N);
        return new FaultAction.Partition
        {
            Groups =
            [
                [.. ids[..first].Select(NodeName.Replica)],
                [.. ids[first..].Select(NodeName.Replica), NodeName.Client(0)],
            ],
            OneWay = Flip(), ForMs = Maybe(),
        };
    }

    private Trigger AtOrEvery() => Flip() ? At() : Every();

    private Trigger At() => random.Next(4) switch
    {
        0 => new Trigger.AtMs { Ms = random.Next(9_000) },
        1 => new Trigger.AtSlot { Slot = random.Next(1, 99) },
        2 => new Trigger.AtView { View = random.Next(9) },
        _ => new Trigger.AtPoint
        {
            Point = (FailPoint)random.Next(8), Node = Flip() ? Replica() : null, Type = Flip() ? "Prepare" : null,
            Nth = random.Next(1, 4),
        },
    };

    private Trigger.Every Every()
    {
        var from = random.Next(2) * 100;
        return new Trigger.Every { Ms = random.Next(1, 50), From = from, To = from + random.Next(1_000) };
    }

    private Trigger.Match Match() => new()
    {
        Type = Flip() ? "Commit" : null, From = Flip() ? [] : [Node()],
        To = Flip() ? [] : [NodeName.Replica(0), NodeName.Client(0)],
        FromMs = random.Next(2), ToMs = Flip() ? random.Next(2, 99) : null, Nth = Flip() ? random.Next(1, 9) : null,
    };

    private Link Link() => new(NodeName.Client(0), Replica());

    private NodeName Replica() => NodeName.Replica(random.Next(cluster.N));

    private NodeName Node() => random.Next(3) switch
    {
        0 => NodeName.Client(random.Next(cluster.Clients)),
        1 when cluster.Gateways > 0 => NodeName.Gateway(random.Next(cluster.Gateways)),
        _ => Replica(),
    };

    private long? Maybe() => Flip() ? random.Next(1, 999) : null;

    private bool Flip() => random.Next(2) == 0;
}
