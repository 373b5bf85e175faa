using Witan.Simulation.Attacks;
using Witan.Simulation.Networks;
using Witan.Simulation.Nodes;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Running;

/// <summary>What faults do.</summary>
internal sealed partial class FaultDriver
{
    private const long SlowDisk = 100;

    /// <summary>What each strategy of the file did; null for faults that are none. In file order.</summary>
    public IReadOnlyList<Attack?> Attacks => [.. _faults.Select(f => f.Attack)];

    private void Act(FaultState fault)
    {
        Happened?.Invoke(fault.Spec);
        Extend(_cluster.World.Now);
        switch (fault.Spec.Action)
        {
            case FaultAction.Byz byz:
                fault.Attack = AttackFactory.Create(byz.Resolve(), _cluster.Settings.Protocol.Name);
                _adversary[byz.Node].Begin(fault.Attack);
                break;
            case FaultAction.Heal heal:
                Heal(heal.Node);
                break;
            case FaultAction.Partition partition:
                Add(Cut.Between([.. partition.Groups], partition.OneWay), partition.ForMs);
                break;
            case FaultAction.Cut cut:
                Add(Cut.Link(cut.Link.A, cut.Link.B, cut.OneWay), cut.ForMs);
                break;
            case FaultAction.Flap flap:
                Toggle(fault, flap);
                break;
            case FaultAction.Crash crash:
                Crash(crash);
                break;
            case FaultAction.Pause pause:
                Pause(pause);
                break;
            case FaultAction.Skew skew:
                ClockOf(skew.Node).Skew += skew.Ms * Millisecond;
                break;
            case FaultAction.DiskFailure failure:
                Break(_cluster[failure.Node.Index], failure.Fault);
                break;
        }
    }

    private void Add(Cut cut, long? forMs)
    {
        _cluster.Network.Add(cut);
        if (forMs is not { } milliseconds) return;
        Extend(_cluster.World.Now + (milliseconds * Millisecond));
        _cluster.World.After(milliseconds * Millisecond, () => _cluster.Network.Remove(cut));
    }

    private void Toggle(FaultState fault, FaultAction.Flap flap)
    {
        if (fault.Down is not null)
        {
            LiftFlap(fault);
            return;
        }

        fault.Down = Cut.Link(flap.Link.A, flap.Link.B, oneWay: false);
        _cluster.Network.Add(fault.Down);
    }

    private void LiftFlap(FaultState fault)
    {
        if (fault.Down is { } cut) _cluster.Network.Remove(cut);
        fault.Down = null;
    }

    private void Crash(FaultAction.Crash crash)
    {
        // Forgotten promises may be contradicted. Who lost the whole disk knows that it did, and must not contradict
        // any.
        if (crash.Disk == CrashDisk.Old) _faulty.Add(crash.Node.Id);
        var restart = crash.RestartAfterMs * Millisecond;
        if (restart is { } after) Extend(_cluster.World.Now + after);
        _cluster.Crash(crash.Node.Index, crash.Disk, restart);
    }

    private void Pause(FaultAction.Pause pause)
    {
        var microseconds = pause.ForMs * Millisecond;
        Extend(_cluster.World.Now + microseconds);
        if (pause.Node.IsReplica) _cluster[pause.Node.Index].Pause(microseconds);
        else _cluster.ClientOf(pause.Node).Pause(microseconds);
    }

    private void Break(SimulatedReplica replica, DiskFault fault)
    {
        var faults = replica.Disk.Faults;
        switch (fault)
        {
            case DiskFault.TornWrite:
                faults.TearsNext = true;
                break;
            case DiskFault.LostFsync:
                faults.FlushesToLose++;
                _faulty.Add(replica.Id);
                break;
            case DiskFault.BitRot:
                replica.Disk.Rot(_dice);
                _faulty.Add(replica.Id);
                break;
            case DiskFault.Misdirect:
                faults.WritesToMisdirect++;
                _faulty.Add(replica.Id);
                break;
            case DiskFault.Full:
                faults.CapacityBytes = replica.Disk.UsedBytes;
                break;
            case DiskFault.Slow:
                faults.Slowness = SlowDisk;
                break;
        }
    }

    private void Heal(NodeName? node)
    {
        if (node is not { } one)
        {
            _cluster.Network.Heal();
            foreach (var fault in _faults) fault.Down = null;
            foreach (var replica in _cluster.Replicas) replica.Clock.Reset();
            foreach (var client in _cluster.Clients) client.Clock.Reset();
            return;
        }

        ClockOf(one).Reset();
        if (!one.IsReplica) return;
        _cluster[one.Index].Disk.Faults.Heal();
        if (_adversary.Controls(one)) _adversary[one].Heal();
    }

    private SkewedClock ClockOf(NodeName node) =>
        node.IsReplica ? _cluster[node.Index].Clock : _cluster.ClientOf(node).Clock;
}
