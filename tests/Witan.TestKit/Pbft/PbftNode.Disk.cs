using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Safety;
using Witan.Primitives.Encoding;

namespace Witan.TestKit.Pbft;

/// <summary>Position is the durability order: an effect leaves when every Persist before it is on the disk.</summary>
public sealed partial class PbftNode
{
    private bool _releasing;

    private void Hold(Effect effect)
    {
        _held.Enqueue(new HeldEffect(effect));
        if (!_releasing) Release();
    }

    private void Release()
    {
        _releasing = true;
        while (IsUp && _held.TryPeek(out var next))
        {
            if (next.IsBarrier && !next.Durable)
            {
                if (!next.Flushing) Flush();
                break;
            }

            if (next is { IsWrite: true, Durable: false, Flushing: false }) Write(next);
            if (CrashBefore?.Invoke(next.Effect) == true)
            {
                Crash();
                break;
            }

            _held.Dequeue();
            Leave(next.Effect);
        }

        _releasing = false;
    }

    /// <summary>One flush for everything that waits now.</summary>
    private void Flush()
    {
        var group = _held.Where(h => h is { IsWrite: true, Durable: false }).ToArray();
        foreach (var held in group) held.Flushing = true;
        After(cluster.Options.FlushDelay, () =>
        {
            foreach (var held in group) Write(held);
            Release();
        });
    }

    private void Write(HeldEffect held)
    {
        if (held.Durable) return;
        held.Durable = true;
        var record = held.Effect is Effect.Persist persist ? persist.Record : ((Effect.Store)held.Effect).Record;
        var writer = new CanonicalWriter();
        writer.U8(record.Kind);
        record.Write(writer);
        _disk.Add(writer.ToArray());
    }

    private void Leave(Effect effect)
    {
        switch (effect)
        {
            case Effect.Send send:
                cluster.Send(id, send.To, send.Message);
                break;
            case Effect.Sign sign:
                Sign(sign);
                break;
        }
    }

    private void Sign(Effect.Sign sign)
    {
        Promises++;
        Invariant.Require(_guard.Admit(sign.Statement), "the guard admits every own statement");
        var text = sign.Statement.TextDigest(PbftForge.Cluster, cluster.Configuration.Quorums.Mode);
        var signed = new SignedStatement(sign.Statement, signer.Sign(text));
        if (sign.To.Kind != DestinationKind.Self) cluster.Send(id, sign.To, signed);
        var verified = _verifier.Verify(signed, out var rejection)
            ?? throw new InvariantException("own statement refused: " + rejection);
        After(0, () => Tell(new Input.OwnSigned(verified)));
    }

    /// <summary>Folds the disk; gives back what belongs to the protocol.</summary>
    private List<Record> Recover()
    {
        var own = new List<Record>();
        foreach (var bytes in _disk)
        {
            var record = PbftForge.Codec.DecodeRecord(bytes[0], bytes.AsSpan(1))
                ?? throw new InvariantException("journal unreadable");
            if (record is PromiseRecord promise) _guard.Fold(promise);
            if (!RestoreShared(record)) own.Add(record);
        }

        if (_stable is not null) _guard.Trim(_stable.Height);
        return own;
    }
}
