using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Primitives;

namespace Witan.Protocols.SingleShot;

/// <summary>
/// PROPOSE, PREPARED and the prepared certificate: "on PROPOSE from leader(v), v = curView, not voted".
/// </summary>
internal sealed partial class Consensus
{
    // voted and curVal of the paper: the last view in which this process accepted a proposal, and its value.
    private View _voted;
    private Value? _value;

    // The last view in which this process said COMMITTED.
    private View _committed;

    // The proposal of the current view that is being judged or was accepted.
    private Propose? _proposal;

    // Whether the host still has it, or has refused it for good.
    private bool _isJudging;

    private readonly SortedSet<Digest> _recorded = [];

    /// <summary>valid(x), told later.</summary>
    public void Accept(Digest value, Outbox outbox)
    {
        if (_proposal is not { } proposal || proposal.Digest != value || IsDecided) return;
        _isJudging = false;
        if (_voted < View) Vote(proposal, outbox);
    }

    /// <summary>Not valid(x), told later.</summary>
    /// <param name="value">x.</param>
    /// <param name="mayBecomeValid">It is looked at again with <see cref="JudgeAgain"/>; else the leader is
    /// suspected.</param>
    /// <param name="outbox">What follows.</param>
    public void Refuse(Digest value, bool mayBecomeValid, Outbox outbox)
    {
        if (_proposal is not { } proposal || proposal.Digest != value || _voted >= View || IsDecided) return;
        if (mayBecomeValid) _isJudging = false;
        else _host.Suspect(proposal.Sender, outbox);
    }

    /// <summary>A proposal that was ahead of the own clock may have become valid.</summary>
    public void JudgeAgain(Outbox outbox)
    {
        if (IsDecided || _proposal is not { } proposal || _isJudging || _voted >= View) return;
        Judge(proposal, outbox);
    }

    private Rejection? OnPropose(SignedStatement signed, Propose m, Outbox outbox)
    {
        if (m.View < View) return Rejection.Stale;
        if (SingleShotRules.FaultIn(m, _configuration) is { } fault)
        {
            // Signed by the leader over what shows it wrong: its view is not worth waiting for.
            if (fault == SingleShotRejection.BadJustification && m.View == View && _voted < View)
                _host.Suspect(m.Sender, outbox);
            return fault;
        }

        if (Keep(_proposes, signed, outbox) is { } refusal)
        {
            if (refusal == Rejection.Conflicting && m.View == View) _host.Suspect(m.Sender, outbox);
            return refusal;
        }

        Advance(outbox);
        CheckCommitted(outbox);
        return null;
    }

    private void TryAccept(Outbox outbox)
    {
        if (_proposal is not null || _voted >= View) return;
        if (_proposes.Of(Leader)?.Statement is not Propose m || m.View != View) return;
        if (!SingleShotRules.MayVote(m.Justification!, _voted)) return;
        _proposal = m;
        Judge(m, outbox);
    }

    private void Judge(Propose m, Outbox outbox)
    {
        var highest = m.Justification!.Highest;
        _isJudging = true;
        switch (_host.Judge(this, m.Value!, highest is not null, highest?.Signers ?? [m.Sender], outbox))
        {
            case Verdict.Valid:
                Accept(m.Digest, outbox);
                break;
            case Verdict.Invalid:
                Refuse(m.Digest, false, outbox);
                break;
        }
    }

    /// <summary>"curVal = x; voted = true; durable; broadcast PREPARED(v, D(x))".</summary>
    private void Vote(Propose m, Outbox outbox)
    {
        Invariant.Require(m.View == View && View > _voted, "SS1 one PREPARED in a view, and in no view that was left");
        Invariant.Require(
            SingleShotRules.MayVote(m.Justification!, _voted), "SS3 what may be decided is proposed again");
        (_voted, _value) = (View, m.Value);
        if (_recorded.Add(m.Digest)) outbox.Persist(new ValueRecord(_configuration.Number, Instance, m.Value!));
        Promise(new Prepared(_configuration.Number, _self, Instance, View, m.Digest), outbox);
        CheckPrepared(outbox);
    }

    private Rejection? OnPrepared(SignedStatement signed, Prepared m, Outbox outbox)
    {
        if (m.View < View) return Rejection.Stale;
        if (Keep(_prepareds, signed, outbox) is { } refusal) return refusal;
        Advance(outbox);
        return null;
    }

    /// <summary>"on Q PREPARED(v, d), v = curView, voted, D(curVal) = d, preparedView below v".</summary>
    private void CheckPrepared(Outbox outbox)
    {
        if (View == default || _voted != View || _committed == View || _value is not { } value) return;
        if (_prepared?.View != View)
        {
            if (_prepareds.TryCertify(View, value.Digest) is not { } certificate) return;
            (_prepared, _preparedValue) = (new PreparedCertificate(certificate), value);
            outbox.Persist(new PreparedRecord(_prepared));
            outbox.Note(new Trace(TraceKind.Prepared, new Height(Instance), View, value.Digest));
        }

        Invariant.Require(_prepared.Digest == value.Digest, "SS6 COMMITTED only with the prepared certificate");
        _committed = View;
        Promise(new Committed(_configuration.Number, _self, Instance, View, value.Digest), outbox);
    }
}
