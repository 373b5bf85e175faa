using Witan.Core.Contract;
using Witan.Core.Execution;
using Witan.Core.Messages;
using Witan.Core.Safety;
using Witan.Simulation.Scenarios;
using Witan.Storage.Journals;
using Witan.Storage.Snapshots;

namespace Witan.Simulation.Nodes;

/// <summary>What a host does with effects, in the host's order.</summary>
public sealed partial class SimulatedReplica
{
    private const int SnapshotPieceBytes = 64 * 1024;

    private void Carry()
    {
        NoteRecords();
        _gate.Enqueue(_outbox.Effects);
        MostBytesWaiting = Math.Max(MostBytesWaiting, _gate.BytesNotDurable);
        Release();
        WriteSoon();
    }

    private void WriteSoon()
    {
        if (!IsUp || !_gate.TryTakeBatch(out var batch)) return;
        List<(bool, byte)> records = [.. _unwritten];
        _unwritten.Clear();
        if (!SurvivesWriting(FailPoint.BeforePersist, FailPoint.BeforeStore, records)) return;
        var flush = _dice.Between(_cluster.Settings.FlushLow, _cluster.Settings.FlushHigh) * Disk.Faults.Slowness;
        Later(flush, () => Guarded(() => Write(batch, records)));
    }

    private void Write(JournalBatch batch, List<(bool, byte)> records)
    {
        _journal!.Append(batch);
        _journal.Flush();
        if (!SurvivesWriting(FailPoint.AfterPersist, FailPoint.AfterStore, records)) return;
        var life = _life;
        var inputs = _gate.Completed(batch);
        Release();
        foreach (var input in inputs)
        {
            if (life == _life) Step(input);
        }

        if (life == _life) WriteSoon();
    }

    /// <summary>Runs what touches the disk; a disk that fails stops the replica.</summary>
    private void Guarded(Action action)
    {
        try
        {
            action();
        }
        catch (Exception failure) when (failure is InvariantException or Witan.Storage.Disks.DiskException)
        {
            Stop(failure);
        }
    }

    private void Release()
    {
        var life = _life;
        while (life == _life && _gate.TryDequeueReleased(out var effect)) Perform(effect);
    }

    private void Perform(Effect effect)
    {
        switch (effect)
        {
            case Effect.Send send:
                SendTo(send.Message, send.To);
                break;
            case Effect.SendEarly send:
                SendTo(send.Message, send.To);
                break;
            case Effect.Sign sign:
                Sign(sign);
                break;
            case Effect.SetTimer set:
                SetTimer(set.Timer, set.After);
                break;
            case Effect.CancelTimer cancel:
                _timers.Remove(cancel.Timer);
                break;
            case Effect.TakeSnapshot take:
                BeginSnapshot(take.Snapshot);
                break;
            case Effect.Truncate truncate:
                _journal!.Truncate(truncate.Below);
                break;
            case Effect.Settle settle:
                _settled!.Settle(settle.Said, settle.Dissenters);
                break;
            case Effect.Note note:
                Note(note.Trace);
                break;
            default:
                Invariant.Broken("H3 every effect has a place in the host");
                break;
        }
    }

    private void Sign(Effect.Sign sign)
    {
        var type = sign.Statement.Type;
        if (!Survives(FailPoint.BeforeSign, type)) return;
        Invariant.Require(Core!.Guard.Admit(sign.Statement), "G3 the safety guard admits own statements");
        var mode = Core.Configurations.ByNumber(sign.Statement.Configuration)!.Quorums.Mode;
        var signed = new SignedStatement(
            sign.Statement, _signer.Sign(sign.Statement.TextDigest(_cluster.Cluster, mode)));
        _cluster.Observers.OnSigned(this, signed);
        if (!Survives(FailPoint.AfterSign, type)) return;
        var life = _life;
        if (sign.To.Kind != DestinationKind.Self) SendTo(signed, sign.To);
        if (life != _life) return;
        var verified = _verifier.Verify(signed, out _);
        Invariant.Require(verified is not null, "H2 an own statement verifies");
        _nextOwnSigned = Math.Max(_nextOwnSigned, _cluster.World.Now + _dice.Below(_cluster.Settings.SignHigh + 1));
        Later(_nextOwnSigned - _cluster.World.Now, () => Step(new Input.OwnSigned(verified)));
    }

    private void SendTo(Message message, Destination to)
    {
        if (!Survives(FailPoint.BeforeSend, message.Type)) return;
        var life = _life;
        foreach (var recipient in _cluster.RecipientsOf(this, to))
        {
            if (Interceptor is { } interceptor) interceptor.OnSend(recipient, message);
            else _cluster.Send(Name, recipient, message, hostile: false);
        }

        if (life == _life) Survives(FailPoint.AfterSend, message.Type);
    }

    private void SetTimer(TimerId timer, TimeSpan after)
    {
        var serial = _timers[timer] = ++_timerSerial;
        Later(Clock.RealMicroseconds(after), () =>
        {
            if (_timers.GetValueOrDefault(timer) != serial) return;
            _timers.Remove(timer);
            Step(new Input.TimerFired(timer));
        });
    }

    private void BeginSnapshot(Snapshot snapshot)
    {
        var writer = new SnapshotStore(Disk, _cluster.Cluster).Begin(snapshot);
        Later(_cluster.Settings.FlushLow, () => Guarded(() => WriteSnapshot(writer)));
    }

    private void WriteSnapshot(SnapshotWriter writer)
    {
        if (writer.Step(SnapshotPieceBytes))
        {
            var height = writer.Height;
            writer.Dispose();
            Step(new Input.SnapshotDurable(height));
        }
        else
        {
            Later(_cluster.Settings.FlushLow, () => Guarded(() => WriteSnapshot(writer)));
        }
    }

    private void Note(Trace trace)
    {
        _cluster.Observers.OnNote(this, trace);
        switch (trace.Kind)
        {
            case TraceKind.Executed when Core!.ExecutedAt(trace.Height) is { } block:
                _cluster.Observers.OnExecuted(this, block);
                break;
            case TraceKind.TransferInstalled:
                StatesInstalled++;
                break;
            case TraceKind.CheckpointStable when KeepsOldImage:
                _oldImage = Disk.Image();
                break;
            case TraceKind.Rejected:
                Reject(trace.Reason);
                break;
        }
    }

    /// <summary>Remembers what the next batch will hold, as long as somebody wants to kill at such a point.</summary>
    private void NoteRecords()
    {
        if (AtPoint is null) return;
        foreach (var effect in _outbox.Effects)
        {
            if (effect is Effect.Persist persist) _unwritten.Add((true, TypeOf(persist.Record)));
            else if (effect is Effect.Store store) _unwritten.Add((false, TypeOf(store.Record)));
        }
    }

    private bool SurvivesWriting(FailPoint persist, FailPoint store, List<(bool IsPromise, byte Type)> records)
    {
        foreach (var (isPromise, type) in records)
        {
            if (!Survives(isPromise ? persist : store, type)) return false;
        }

        return true;
    }

    private static byte TypeOf(Record record) => record is PromiseRecord promise ? promise.Statement.Type : (byte)0;
}
