using Witan.Core.Certificates;
using Witan.Core.Contract;
using Witan.Core.Execution;
using Witan.Core.Messages;
using Witan.Primitives;

namespace Witan.Core.Certification;

/// <summary>
/// Answers confirm reads (RULES 6): after the nonce arrived, the own vote for the highest executed height. A restarted
/// replica answers only after it has executed every height that may have been decided with its help.
/// </summary>
/// <param name="self">The sender of answers.</param>
/// <param name="execution">How far it is.</param>
/// <param name="answersFrom">
/// The lowest height from which it may answer: the highest that a record of an earlier life shows as decided or
/// possibly decided.
/// </param>
internal sealed class ConfirmDesk(ReplicaId self, ExecutionMachine execution, Height answersFrom)
{
    /// <summary>Nonces that wait for the vote that is being signed.</summary>
    public const int MaxWaiting = 4096;

    private readonly List<(Digest Nonce, Origin From)> _waiting = [];

    public int Waiting => _waiting.Count;
    private SignedStatement? _newest;

    /// <summary>
    /// False for a replica that lost its memory and has not rejoined: it may have helped to decide what it forgot.
    /// </summary>
    public bool MayAnswer { get; set; }

    /// <returns>Whether it was taken: a read at the height of the answers will follow.</returns>
    public bool OnConfirm(Confirm confirm, Origin from, Outbox outbox)
    {
        if (Refuse(confirm, from) is { } refusal)
        {
            outbox.Reject(refusal, from.Replica);
            return false;
        }

        if (MayAnswerNow) Answer(confirm.Nonce, from, outbox);
        else _waiting.Add((confirm.Nonce, from));
        return true;
    }

    private Rejection? Refuse(Confirm confirm, Origin from)
    {
        if (!from.IsClient) return Rejection.WrongSender;
        if (!MayAnswer) return Rejection.NotVoting;
        if (!SessionReader.IsKnown(execution.Last.State, confirm.Client)) return Rejection.UnknownClient;
        return MayAnswerNow || _waiting.Count < MaxWaiting ? null : Rejection.OverQuota;
    }

    public void OnOwnVote(SignedStatement vote, Outbox outbox)
    {
        if (_newest is null || Height(vote) > Height(_newest)) _newest = vote;
        if (!MayAnswerNow) return;
        foreach (var (nonce, from) in _waiting) Answer(nonce, from, outbox);
        _waiting.Clear();
    }

    /// <summary>Whether the newest own vote is for the highest executed height.</summary>
    private bool IsCurrent => _newest is not null && Height(_newest) == execution.Executed;

    private bool MayAnswerNow => IsCurrent && execution.Executed >= answersFrom;

    private void Answer(Digest nonce, Origin from, Outbox outbox) =>
        outbox.Promise(new ConfirmAnswer(_newest!.Statement.Configuration, self, nonce, _newest), Destination.To(from));

    private static Height Height(SignedStatement vote) => ((StateVote)vote.Statement).Commitment.Height;
}
