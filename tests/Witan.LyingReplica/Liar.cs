using Witan.Core.Certificates;
using Witan.Core.Messages;
using Witan.Crypto;
using Witan.Primitives;

namespace Witan.LyingReplica;

/// <summary>Turns what a correct replica answers into what this one says. Safe for calls from many threads.</summary>
internal sealed class Liar(Persona persona)
{
    // Queries whose first answers are kept, to be given again.
    private const int MaxKept = 4096;

    // No cluster of the tests gets there.
    private const ulong FarAway = 1_000_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<Digest, ReadAnswer> _firstAnswers = [];
    private StateCommitment? _seen;
    private int _turn;

    public volatile LieMode Mode = LieMode.Honest;

    /// <summary>Given another statement than the one that it signed for a height, for all replicas.</summary>
    public event Action<SignedStatement>? Contradicted;

    /// <param name="genuine">From a correct replica.</param>
    /// <param name="payload">Of the read that it answers, if it answers one.</param>
    /// <returns>The frames to send in its place.</returns>
    public IReadOnlyList<ReadOnlyMemory<byte>> Say(Message genuine, ReadOnlyMemory<byte> payload) => genuine switch
    {
        Reply reply => Say(reply),
        ReadAnswer answer => [Say(answer, payload)],
        SignedStatement { Statement: ConfirmAnswer answer } => [Say(answer)],
        StatusAnswer answer => [Own(answer).Encoded],
        _ => [genuine.Encoded],
    };

    /// <summary>
    /// An answer to a client's question how far this replica has executed, made without asking anybody, so that it is
    /// among the first.
    /// </summary>
    /// <returns>Null if a correct replica shall answer.</returns>
    public ReadOnlyMemory<byte>? Invent(Confirm question)
    {
        if (Mode != LieMode.WrongConfirm || Volatile.Read(ref _seen) is not { } seen) return null;
        var claimed = Forger.OtherState(seen);
        if (Turn(2) == 0) claimed = claimed with { Height = new Height(seen.Height.Value + FarAway) };
        return Confirm(question.Nonce, claimed);
    }

    private IReadOnlyList<ReadOnlyMemory<byte>> Say(Reply genuine)
    {
        var own = Vote(genuine.SignedCommitment);
        switch (Mode)
        {
            case LieMode.WrongValue when Turn(2) == 0:
                return [With(genuine, own, leaf => leaf with { Result = Forger.Values(leaf.Result) }).Encoded];
            case LieMode.WrongValue:
                return [With(genuine, own, leaf => leaf with { Request = Sha256.Hash("another request"u8) }).Encoded];
            case LieMode.ContradictoryVotes:
                var other = Vote(Forger.OtherState(genuine.SignedCommitment));
                Contradicted?.Invoke(own);
                Contradicted?.Invoke(other);
                return [With(genuine, own, leaf => leaf).Encoded, With(genuine, other, leaf => leaf).Encoded];
            default:
                return [With(genuine, own, leaf => leaf).Encoded];
        }
    }

    private ReadOnlyMemory<byte> Say(ReadAnswer genuine, ReadOnlyMemory<byte> payload)
    {
        if (genuine.Outcome != ReadOutcome.Proved) return genuine.Encoded;
        var first = FirstAnswer(genuine, payload);
        return Mode switch
        {
            LieMode.WrongValue => With(genuine, genuine.Certificate!, Forger.Values(genuine.Witness)),
            LieMode.StaleValue => With(genuine, first.Certificate!, first.Witness),
            LieMode.ForgedCertificate => Forger.Uncertified(genuine, Turn(3)),
            _ => genuine.Encoded,
        };
    }

    private ReadOnlyMemory<byte> Say(ConfirmAnswer genuine)
    {
        Volatile.Write(ref _seen, genuine.Commitment);
        return Confirm(genuine.Nonce, genuine.Commitment);
    }

    private ReadOnlyMemory<byte> Confirm(Digest nonce, StateCommitment commitment) => persona.Sign(
        new ConfirmAnswer(commitment.Configuration, persona.Id, nonce, Vote(commitment))).Encoded;

    private SignedStatement Vote(StateCommitment commitment) =>
        persona.Sign(new StateVote(commitment.Configuration, persona.Id, commitment));

    private StatusAnswer Own(StatusAnswer other) => new()
    {
        Id = other.Id, Replica = persona.Id, Configuration = other.Configuration, View = other.View,
        Leader = other.Leader, Mode = other.Mode, Executed = other.Executed, Stable = other.Stable,
        HighestSeen = other.HighestSeen, Stall = other.Stall, Counters = [],
    };

    private ReadAnswer FirstAnswer(ReadAnswer genuine, ReadOnlyMemory<byte> payload)
    {
        var question = Sha256.Hash(payload.Span);
        lock (_gate)
        {
            if (_firstAnswers.Count < MaxKept) _firstAnswers.TryAdd(question, genuine);
            return _firstAnswers.GetValueOrDefault(question, genuine);
        }
    }

    private int Turn(int ways) => (int)((uint)Interlocked.Increment(ref _turn) % (uint)ways);

    private static ReadOnlyMemory<byte> With(
        ReadAnswer genuine, StateCertificate certificate, ReadOnlyMemory<byte> witness) =>
        new ReadAnswer(genuine.Id, ReadOutcome.Proved, certificate, witness).Encoded;

    private static Reply With(Reply genuine, SignedStatement vote, Func<ResultLeaf, ResultLeaf> change) => new()
    {
        Session = genuine.Session, Path = genuine.Path, Vote = vote, Leaves = [.. genuine.Leaves.Select(change)],
        Proof = genuine.Proof,
    };
}
