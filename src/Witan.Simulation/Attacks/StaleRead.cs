using Witan.Core.Application;
using Witan.Core.Certificates;
using Witan.Core.Execution;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Simulation.Attacks.Forging;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks;

/// <summary>
/// A30: answers reads with an old certified state and says in confirm rounds that it is no further, so that a client
/// which believed it would take the old state for the newest.
/// </summary>
internal sealed class StaleRead(StrategyCall call) : TargetedAttack(call)
{
    /// <summary>Heights whose states and votes it keeps.</summary>
    private const int Kept = 1024;

    /// <summary>Queries that it remembers until they are answered; the lowest make room.</summary>
    private const int Asked = 1024;

    private readonly SortedDictionary<(NodeName From, ulong Id), ReadRequest> _asked = [];
    private readonly SortedDictionary<Height, SignedStatement> _own = [];
    private StateAlbum? _album;

    public override void Begin() => _album = new StateAlbum(Liar, Kept, 1);

    public override void OnSend(NodeName to, Message message, Outgoing outgoing)
    {
        _album!.Note(message);
        if (Own<StateVote>(message) is { } vote) Keep(vote.Commitment.Height, (SignedStatement)message);
        var stale = !to.IsReplica && IsVictim(to) ? Stale(to, message) : null;
        outgoing.Pass(stale ?? message);
        if (stale is not null) Fire();
    }

    public override bool OnReceive(NodeName from, Message message)
    {
        _album!.Note(message);
        if (message is not ReadRequest { Kind: ReadKind.Query } request || from.IsReplica) return true;
        _asked[(from, request.Id)] = request;
        if (_asked.Count > Asked) _asked.Remove(_asked.Keys.First());
        return true;
    }

    private Message? Stale(NodeName to, Message message) => message switch
    {
        ReadAnswer { Outcome: ReadOutcome.Proved } answer => OldAnswer(to, answer),
        _ when Own<ConfirmAnswer>(message) is { } confirm => OldConfirm(to, confirm),
        _ => null,
    };

    private ReadAnswer? OldAnswer(NodeName to, ReadAnswer answer)
    {
        if (!_asked.Remove((to, answer.Id), out var request)) return null;
        if (_album!.NewestUpTo(Limit(to, answer.Certificate!.Height)) is not { } old) return null;
        if (old.Certificate.Height >= answer.Certificate.Height) return null;
        var block = new BlockContext(old.Certificate.Height, old.Certificate.Commitment.Time);
        var recorder = new WitnessRecorder(old.Block.State, block, ReadAnswer.MaxWitnessBytes / 2);
        Liar.Cluster.Settings.Application.Query(recorder, request.Payload.Span);
        return new ReadAnswer(answer.Id, ReadOutcome.Proved, old.Certificate, recorder.Build());
    }

    private SignedStatement? OldConfirm(NodeName to, ConfirmAnswer confirm)
    {
        var limit = Limit(to, confirm.Commitment.Height);
        SignedStatement? old = null;
        foreach (var (height, vote) in _own)
        {
            if (old is not null && height > limit) break;
            if (height < confirm.Commitment.Height) old = vote;
        }

        return old is null ? null : Sign(new ConfirmAnswer(old.Statement.Configuration, Liar.Id, confirm.Nonce, old));
    }

    private Height Limit(NodeName to, Height newest)
    {
        var behind = (ulong)Call.Count("behind")!.Value;
        if (Call.Flag("perClient")) behind *= (ulong)to.Index + 1;
        return new Height(newest.Value - Math.Min(behind, newest.Value));
    }

    private void Keep(Height height, SignedStatement vote)
    {
        _own[height] = vote;
        if (_own.Count > Kept) _own.Remove(_own.Keys.First());
    }
}
