using Witan.Core.Certificates;
using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Core.Safety;
using Witan.Primitives;

namespace Witan.Conformance.Tests.FixedLeader;

/// <summary>The first member proposes one block at a time; a quorum of votes decides it.</summary>
internal sealed class Ordering : IOrdering
{
    private readonly OrderingContext _context;
    private readonly SortedDictionary<Height, VoteTable> _votes = [];
    private readonly SortedDictionary<Height, Digest> _said = [];
    private Height _low;

    public Ordering(OrderingContext context, IReadOnlyList<Record> records)
    {
        _context = context;
        _low = context.Stable?.Height ?? Height.Genesis;
        foreach (var record in records)
            if (record is PromiseRecord { Statement: Vote vote }) _said[vote.Height] = vote.Digest;
    }

    public OrderingStatus Status => new(new View(0), Leader, "Normal", "", _low);

    private ReplicaId Leader => _context.At(_low.Next).Members[0].Id;

    public void Start(in Clock now, Outbox outbox) => outbox.Add(new Internal.ViewEntered(new View(0), Leader));

    public void Step(in Clock now, Input input, Outbox outbox)
    {
        if (input is Input.Received { Message.Message: SignedStatement { Statement: Vote heard } signed })
            OnVote(signed, heard, outbox);
        else if (input is Input.OwnSigned { Message.Message: SignedStatement { Statement: Vote own } said })
            OnVote(said, own, outbox);
        else if (input is Internal.BlockReady ready) OnReady(ready, outbox);
        else if (input is Internal.CheckpointStable stable) Forget(stable.Certificate.Height);
        else if (input is Internal.StateInstalled installed) Forget(installed.Certificate.Height);
        if (input is Internal.PoolChanged or Internal.Executed) Propose(now, outbox);
    }

    private void Propose(in Clock now, Outbox outbox)
    {
        var next = _context.Executed.Executed.Next;
        if (Leader != _context.Self || _said.ContainsKey(next) || !_context.Pending.Any) return;
        if (next > _low + _context.At(next).Parameters.Window) return;
        var block = _context.Blocks.Draw(next, now, _context.Executed.Time, []);
        outbox.Add(new Internal.OfferBlock(block, false, []));
    }

    private void OnReady(Internal.BlockReady ready, Outbox outbox)
    {
        if (_context.Blocks.Find(ready.Block) is not { } block || !_said.TryAdd(ready.Height, ready.Block)) return;
        outbox.Promise(new Vote(
            _context.At(ready.Height).Number, _context.Self, ready.Height, ready.Block,
            Leader == _context.Self ? block : null), Destination.All);
    }

    private void OnVote(SignedStatement signed, Vote vote, Outbox outbox)
    {
        var configuration = _context.At(vote.Height);
        if (vote.Height <= _low || vote.Height > _low + configuration.Parameters.Window) return;
        if (!_votes.TryGetValue(vote.Height, out var votes))
            _votes[vote.Height] = votes = new VoteTable(configuration);
        if (votes.Add(signed, vote.Digest) != VoteOutcome.Counted) return;
        if (vote.Block is { } block && vote.Sender == Leader && vote.Sender != _context.Self)
            outbox.Add(new Internal.OfferBlock(block, false, [vote.Sender]));
        if (votes.TryCertify(vote.Digest) is not { } quorum) return;
        outbox.Add(new Internal.Decide(
            vote.Height, vote.Digest, new Protocol.VoteCertificate(quorum), [Leader], IsRecorded: false));
    }

    private void Forget(Height stable)
    {
        _low = Height.Max(_low, stable);
        while (_votes.Count > 0 && _votes.Keys.First() <= _low) _votes.Remove(_votes.Keys.First());
        while (_said.Count > 0 && _said.Keys.First() <= _low) _said.Remove(_said.Keys.First());
    }
}
