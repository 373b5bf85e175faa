using Witan.Core.Contract;
using Witan.Simulation.Attacks;
using Witan.Simulation.Checking;
using Witan.Simulation.Networks;
using Witan.Simulation.Nodes;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Running;

/// <summary>Lets the faults of a scenario happen: this part waits for their triggers.</summary>
internal sealed partial class FaultDriver : IClusterObserver
{
    private const long Millisecond = 1_000;

    private readonly SimulatedCluster _cluster;
    private readonly Scenario _scenario;
    private readonly ProtocolDescription _protocol;
    private readonly Adversary _adversary;
    private readonly FaultySet _faulty;
    private readonly List<FaultState> _faults = [];
    private readonly Chance.Dice _dice;

    public FaultDriver(
        SimulatedCluster cluster, Scenario scenario, ProtocolDescription protocol, Adversary adversary,
        FaultySet faulty)
    {
        _cluster = cluster;
        _scenario = scenario;
        _protocol = protocol;
        _adversary = adversary;
        _faulty = faulty;
        _dice = new Chance.Dice(cluster.Settings.Seed, "faults");
        foreach (var fault in scenario.Faults) _faults.Add(new FaultState(fault));
    }

    /// <summary>
    /// How often each fault of the file happened, in file order: of a strategy how often it did what it is there for,
    /// since to begin is no deed.
    /// </summary>
    public IReadOnlyList<long> Fired =>
        [.. _faults.Select(f => f.Spec.Action is FaultAction.Byz ? f.Attack?.Fired ?? 0 : f.Fired)];

    /// <summary>When the last temporary fault ends, as far as is known now; microseconds.</summary>
    public long LastHeal { get; private set; }

    /// <summary>Told of each fault as it happens.</summary>
    public Action<FaultSpec>? Happened { get; set; }

    public void Start()
    {
        foreach (var fault in _faults) Arm(fault);
    }

    void IClusterObserver.OnNote(SimulatedReplica replica, Trace trace)
    {
        if (_faulty.Contains(replica.Id)) return;
        foreach (var fault in _faults)
        {
            if (fault.Fired > 0 || !IsReached(fault.Spec.Trigger, trace)) continue;
            fault.Fired++;
            // Not within the step that reached it: the replica is in the middle of its work.
            _cluster.World.After(0, () => Act(fault));
        }
    }

    private static bool IsReached(Trigger trigger, Trace trace) => trigger switch
    {
        Trigger.AtSlot slot => trace.Kind == TraceKind.Decided && trace.Height.Value >= (ulong)slot.Slot,
        Trigger.AtView view => trace.Kind == TraceKind.ViewEntered && trace.View.Value >= (ulong)view.View,
        _ => false,
    };

    private void Arm(FaultState fault)
    {
        switch (fault.Spec.Trigger)
        {
            case Trigger.AtMs at:
                Extend(at.Ms * Millisecond);
                _cluster.World.At(at.Ms * Millisecond, () => Fire(fault));
                break;
            case Trigger.Every every:
                Extend(every.To * Millisecond);
                for (var ms = every.From; ms <= every.To; ms += every.Ms)
                    _cluster.World.At(ms * Millisecond, () => Fire(fault));
                if (fault.Spec.Action is FaultAction.Flap)
                    _cluster.World.At(every.To * Millisecond, () => LiftFlap(fault));
                break;
            case Trigger.Match match:
                Extend((match.ToMs ?? 0) * Millisecond);
                ArmRule(fault, match);
                break;
            case Trigger.AtPoint point:
                ArmPoint(fault, point);
                break;
            case Trigger.AtView { View: 0 }:
                _cluster.World.After(0, () => Fire(fault));
                break;
        }
    }

    private void ArmRule(FaultState fault, Trigger.Match match) => _cluster.Network.Add(new MessageRule
    {
        Types = match.Type is null ? null : _protocol.TypesOf(match.Type),
        From = match.From.Count == 0 ? null : match.From,
        To = match.To.Count == 0 ? null : match.To,
        Begin = match.FromMs * Millisecond,
        End = match.ToMs is { } end ? end * Millisecond : long.MaxValue,
        Nth = match.Nth ?? 0,
        Fate = fault.Spec.Action switch
        {
            FaultAction.Delay => MessageFate.Delay,
            FaultAction.Duplicate => MessageFate.Duplicate,
            _ => MessageFate.Drop,
        },
        DelayBy = fault.Spec.Action is FaultAction.Delay delay ? delay.Ms * Millisecond : 0,
        Fired = () => fault.Fired++,
    });

    private void ArmPoint(FaultState fault, Trigger.AtPoint trigger)
    {
        var types = trigger.Type is null ? null : _protocol.TypesOf(trigger.Type);
        var seen = 0L;
        foreach (var replica in _cluster.Replicas)
        {
            if (trigger.Node is { } node ? node != replica.Name : _adversary.Controls(replica.Name)) continue;
            var before = replica.AtPoint;
            replica.AtPoint = (kind, type) =>
            {
                if (before is not null && !before(kind, type)) return false;
                if (fault.Fired > 0 || kind != trigger.Point || (types is not null && !types.Contains(type)))
                    return true;
                if (++seen == trigger.Nth) Fire(fault);
                return true;
            };
        }
    }

    private void Fire(FaultState fault)
    {
        fault.Fired++;
        Act(fault);
    }

    private void Extend(long until) => LastHeal = Math.Max(LastHeal, until);
}
