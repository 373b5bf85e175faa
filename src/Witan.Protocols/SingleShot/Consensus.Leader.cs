using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Primitives;

namespace Witan.Protocols.SingleShot;

/// <summary>NEWLEADER and PROPOSE: a new leader learns what may be decided already, and proposes that.</summary>
internal sealed partial class Consensus
{
    // The last view in which this process proposed.
    private View _proposed;

    // The last view for which NEWLEADER was said.
    private View _announced;

    /// <summary>myval(), where the host could not give it at once.</summary>
    /// <param name="view">For which it was asked.</param>
    /// <param name="value">x.</param>
    /// <param name="outbox">PROPOSE, if it still stands.</param>
    public void Offer(View view, Value value, Outbox outbox)
    {
        if (view != View || !MayPropose || Justify() is not { } justification) return;
        SendPropose(ValueOf(justification) ?? value, justification, outbox);
    }

    /// <summary>"send NEWLEADER(v, preparedView, preparedVal, preparedCert) to leader(v)".</summary>
    private void SendNewLeader(Outbox outbox)
    {
        var prepared = _prepared?.View ?? default;
        if (!IsMember || IsDecided || _announced >= View || prepared >= View) return;
        _announced = View;
        Promise(
            new NewLeader(
                _configuration.Number, _self, Instance, View, prepared, _prepared?.Digest ?? Digest.Zero,
                _preparedValue, _prepared),
            outbox);
    }

    /// <summary>The leader of a view collects them; of views not yet entered the highest of each sender.</summary>
    private Rejection? OnNewLeader(SignedStatement signed, NewLeader m, Outbox outbox)
    {
        if (SingleShotRules.Leader(_configuration, m.View) != _self) return SingleShotRejection.NotLeader;
        if (m.View < View) return Rejection.Stale;
        if (SingleShotRules.FaultIn(m) is { } fault) return fault;
        if (Keep(_newLeaders, signed, outbox) is { } refusal) return refusal;
        Advance(outbox);
        CheckCommitted(outbox);
        return null;
    }

    private bool MayPropose => !IsDecided && IsMember && View != default && Leader == _self && _proposed < View;

    /// <summary>
    /// "on Q validNL for v = curView, not yet proposed in v": the value of the highest claim, or myval(). In the first
    /// view there is nothing to ask for: no lower one can have prepared anything.
    /// </summary>
    private void TryPropose(Outbox outbox)
    {
        if (!MayPropose || Justify() is not { } justification) return;
        if ((ValueOf(justification) ?? _host.MyValue(this, outbox)) is { } value)
            SendPropose(value, justification, outbox);
    }

    private Justification? Justify()
    {
        if (_isFirst) return Justification.Empty;
        if (_newLeaders.QuorumOf(View) is not { } quorum) return null;
        var highest = quorum.Select(s => ((NewLeader)s.Statement).Certificate).MaxBy(c => c?.View.Value ?? 0);
        return new Justification([.. quorum.Select(s => s.Bare).OrderBy(s => s.Statement.Sender)], highest);
    }

    /// <summary>The value that M asks for; null if any will do.</summary>
    private Value? ValueOf(Justification justification) =>
        justification.Highest is { } highest ? Find(highest.Digest) : null;

    private void SendPropose(Value value, Justification justification, Outbox outbox)
    {
        Invariant.Require(View > _proposed, "SS1 a leader proposes once in a view");
        _proposed = View;
        outbox.Note(new Trace(TraceKind.Proposed, new Height(Instance), View, value.Digest));
        Promise(new Propose(_configuration.Number, _self, Instance, View, value, justification), outbox);
    }

    /// <summary>A value by its digest, from whatever showed it.</summary>
    private Value? Find(Digest digest)
    {
        if (_value?.Digest == digest) return _value;
        if (_preparedValue?.Digest == digest) return _preparedValue;
        foreach (var signed in _proposes.All)
        {
            if (signed.Statement is Propose { Value: { } value } && value.Digest == digest) return value;
        }

        foreach (var signed in _newLeaders.All)
        {
            if (signed.Statement is NewLeader { Value: { } value } && value.Digest == digest) return value;
        }

        return null;
    }
}
