using Witan.Core.Blocks;
using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.SingleShot;

/// <summary>One instance per height: when it opens, when it begins, and what its decision leads to.</summary>
internal sealed partial class SingleShotOrdering
{
    // Whether something is to be agreed on at this height, here or elsewhere: until then nothing is said and no timer
    // means anything.
    private bool _isBegun;

    // The highest height whose decision was seen with its certificate, and the view of that.
    private (Height Height, View View) _decided;

    private bool IsOpen => _instance is { IsDecided: false };

    private Rejection? OnInstanceStatement(SignedStatement signed, InstanceStatement m, Outbox outbox)
    {
        var height = new Height(m.Instance);
        if (height < _height) return Rejection.Stale;
        if (height == _height && _instance is { } instance) return instance.OnStatement(signed, outbox);
        if (height > _height + EarlyStatements.Ahead) return Rejection.OutsideWindow;
        if (m is Propose propose && SingleShotRules.FaultIn(propose, Current) is { } badPropose) return badPropose;
        if (m is NewLeader newLeader && SingleShotRules.FaultIn(newLeader) is { } badNewLeader) return badNewLeader;
        var refusal = _early.Add(signed, out var contradicted);
        if (contradicted is not null) Accuse(contradicted, signed, outbox);
        return refusal;
    }

    /// <summary>The heights below are executed: what the votes at this one may depend on is final here.</summary>
    private void MoveOn(Outbox outbox)
    {
        var next = _context.Executed.Executed.Next;
        if (next <= _height) return;
        _height = next;
        (_instance, _isBegun, _draft) = (null, false, null);
        _wasEnteredHere = false;
        _mayDraw = true;
        _early.DropBelow(_height);
        _synchronizer.Rest();
        Open(outbox);
    }

    /// <summary>Unless nobody may vote at this height yet.</summary>
    private void Open(Outbox outbox)
    {
        if (_instance is not null || _height > High || !IsMember) return;
        var recalled = TakeRecalled(_height);
        _instance = recalled ?? NewInstance(_height);
        foreach (var signed in _early.Take(_height)) _ = _instance.OnStatement(signed, outbox);
        if (!IsOpen) return;
        if (recalled is not null) _instance.Resume(View, IsFirst, outbox);
        else _instance.EnterView(View, IsFirst, outbox);
    }

    private Consensus NewInstance(Height height) =>
        new(_context.Cluster, Current, _context.Self, height.Value, this);

    /// <summary>
    /// Whether the current view is that in which the last height was decided, so that nobody voted in a lower one at
    /// this height. That is a guess which safety does not rest on. Who does not know makes the leader able to go on: as
    /// leader it guesses so, else it sends NEWLEADER.
    /// </summary>
    private bool IsFirst =>
        _decided.Height == _height.Previous ? _decided.View >= View : Leader == _context.Self;

    /// <summary>
    /// An instance begins when something is to be ordered, or when others show that they began. A single one that is
    /// not the leader does not: it may lie.
    /// </summary>
    private void Settle(Outbox outbox)
    {
        if (!_isBegun && IsOpen && IsDue)
        {
            _isBegun = true;
            _begunAt = _now.Monotonic;
            _synchronizer.Start(_now, outbox);
        }

        ArmViewTimer(outbox);
    }

    private bool IsDue => _context.Pending.Any || IsFilling || IsHeartbeatDue || _wasEnteredHere
        || _instance!.HasSpoken || _instance.IsBegunByOthers;

    bool IConsensusHost.Decide(Consensus instance, CommitCertificate certificate, Value? value, Outbox outbox)
    {
        var height = certificate.Height;
        if (value is not null && _context.Blocks.Find(value.Digest) is null && BlockOf(value, height) is { } block)
            outbox.Add(new Internal.OfferBlock(block, true, certificate.Signers));
        outbox.Note(new Trace(TraceKind.Decided, height, certificate.View, certificate.Block));
        outbox.Add(new Internal.Decide(
            height, certificate.Block, certificate, certificate.Signers, instance.IsPrepared));
        OnDecided(certificate);
        return true;
    }

    private void OnDecided(CommitCertificate certificate)
    {
        _lastDecided = _now.Monotonic;
        if (certificate.Height > _decided.Height) _decided = (certificate.Height, certificate.View);
        if (certificate.Height >= _height) _synchronizer.Rest();
    }

    /// <summary>What was decided elsewhere also says in which view the others are.</summary>
    private void OnDecisionLearnt(CommitCertificate certificate, Outbox outbox)
    {
        if (certificate.Configuration != Current.Number) return;
        if (certificate.Height == _height) _instance?.Close();
        OnDecided(certificate);
        foreach (var signer in certificate.Signers)
        {
            if (Current.PlaceOf(signer) is var place and >= 0)
                _synchronizer.OnWish(_now, place, certificate.View, outbox);
        }
    }

    private void OnExecuted(Internal.Executed executed, Outbox outbox)
    {
        if (executed.NewRequests || !_context.Pending.Any) _timeoutsInRow = Math.Max(0, _timeoutsInRow - 1);
        MoveOn(outbox);
    }

    /// <summary>The window moves, and with an installed state the height.</summary>
    private void OnCheckpointStable(Height stable, Outbox outbox)
    {
        if (stable > _low)
        {
            _low = stable;
            _lastDecided = _now.Monotonic;
        }

        MoveOn(outbox);
        Open(outbox);
    }

    /// <summary>The block that a value is; null if it is none of this height.</summary>
    private static Block? BlockOf(Value value, Height height)
    {
        var reader = new CanonicalReader(value.Bytes);
        var block = Block.Read(ref reader);
        return reader.Complete && block!.Height == height ? block : null;
    }
}
