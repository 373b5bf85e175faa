using Witan.Core.Certificates;
using Witan.Core.Messages;
using Witan.Crypto;
using Witan.Primitives;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks;

/// <summary>A12: signs state votes that are not true.</summary>
internal sealed class BadCheckpoint(StrategyCall call) : Attack
{
    private Height _flooded;
    private List<SignedStatement> _flood = [];

    public override void OnSend(NodeName to, Message message, Outgoing outgoing)
    {
        var own = message is SignedStatement { Statement: StateVote said } && said.Sender == Liar.Id ? said : null;
        if (own is null || (call.Nodes("victims") is { } named && !named.Contains(to)))
            outgoing.Pass(message);
        else if (call.Choice("form") == "futureFlood")
            Flood(message, own, outgoing);
        else
            Lie(message, own, outgoing);
    }

    private void Lie(Message message, StateVote own, Outgoing outgoing)
    {
        var truth = own.Commitment;
        var lie = call.Choice("form") == "wrongDigest"
            ? truth with { State = Sha256.Hash(truth.State.ToArray()) }
            : Before(truth.Height) is { } before ? before with { Height = truth.Height } : null;
        outgoing.Pass(lie is null ? message : Sign(lie));
        if (lie is not null) Fire();
    }

    private StateCommitment? Before(Height height) =>
        height == Height.Genesis ? null : Liar.Core?.ExecutedAt(height.Previous)?.Commitment;

    /// <summary>Votes for the next checkpoints, as many as the file says, each under a state that nobody has.</summary>
    private void Flood(Message message, StateVote own, Outgoing outgoing)
    {
        outgoing.Pass(message);
        if (_flooded != own.Commitment.Height || _flood.Count == 0) _flood = MakeFlood(own.Commitment);
        _flooded = own.Commitment.Height;
        foreach (var vote in _flood) outgoing.Pass(vote);
        Fire();
    }

    private List<SignedStatement> MakeFlood(StateCommitment truth)
    {
        var count = (ulong)call.Count("count")!.Value;
        ulong interval = Liar.Configuration.Parameters.CheckpointInterval;
        var next = truth.Height.Value / interval;
        var votes = new List<SignedStatement>((int)count);
        for (ulong i = 1; i <= count; i++)
        {
            var height = new Height((next + i) * interval);
            votes.Add(Sign(truth with { Height = height, State = Sha256.Hash(truth.State.ToArray()) }));
        }

        return votes;
    }

    private SignedStatement Sign(StateCommitment commitment) =>
        Liar.Adversary.Sign(new StateVote(commitment.Configuration, Liar.Id, commitment));
}
