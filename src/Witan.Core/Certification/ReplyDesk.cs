using Witan.Core.Admission;
using Witan.Core.Certificates;
using Witan.Core.Contract;
using Witan.Core.Execution;
using Witan.Core.Messages;
using Witan.Crypto.Trees;
using Witan.Primitives;

namespace Witan.Core.Certification;

/// <summary>
/// Holds executed bundles until the own vote that covers their height is signed, then replies to the client. Keeps the
/// last replies for clients that send again.
/// </summary>
internal sealed class ReplyDesk(ReplyRoutes routes)
{
    /// <summary>Replies kept for a second asking; older ones are read from the state with a certificate.</summary>
    public const int KeptReplies = 1024;

    /// <summary>
    /// Most bytes of results in replies that are kept: the oldest make room, their results are still in the state.
    /// </summary>
    public const long KeptBytes = 64L << 20;

    private readonly List<ExecutedBlock> _waiting = [];
    private readonly Dictionary<Digest, Reply> _kept = [];
    private readonly Queue<(Digest Bundle, long Bytes)> _order = new();
    private long _keptBytes;

    /// <summary>Replies that are kept.</summary>
    public int Kept => _order.Count;

    public void Add(ExecutedBlock block) => _waiting.Add(block);

    /// <summary>The own vote for m is signed: it covers every waiting height up to m.</summary>
    public void OnOwnVote(SignedStatement vote, Outbox outbox)
    {
        var covered = ((StateVote)vote.Statement).Commitment.Height;
        var count = _waiting.FindIndex(b => b.Commitment.Height > covered);
        if (count < 0) count = _waiting.Count;
        for (var i = 0; i < count; i++)
        {
            // A path longer than the limit proves nothing to anybody: such a client asks again and reads from the
            // state.
            var path = count - 1 - i;
            if (path > Limits.MaxCommitmentPath || _waiting[count - 1].Commitment.Height != covered) continue;
            Reply(_waiting[i], PathFrom(i, count - 1), vote, outbox);
        }

        _waiting.RemoveRange(0, count);
    }

    public void Clear() => _waiting.Clear();

    /// <summary>
    /// Sends a kept reply once more, or says that the result is gone; in between the client reads it from the state.
    /// </summary>
    public void AnswerAgain(AnswerAgain again, StateMaps state, Outbox outbox)
    {
        if (!again.From.IsClient) return;
        if (_kept.TryGetValue(again.Bundle.Digest, out var reply))
        {
            outbox.Send(reply, Destination.To(again.From));
            return;
        }

        var (session, first, end) = (again.Bundle.Session, again.Bundle.First, again.Bundle.End);
        var numbers = new KeyRange(SessionKeys.Result(session, first), SessionKeys.Result(session, end));
        foreach (var _ in state.Map(CoreMaps.Results).Range(numbers)) return;
        outbox.Send(
            new Refusal(again.Bundle.Session, again.Bundle.First, RefusalReason.ResultGone),
            Destination.To(again.From));
    }

    private void Reply(ExecutedBlock block, StateCommitment[] path, SignedStatement vote, Outbox outbox)
    {
        foreach (var bundle in block.Bundles)
        {
            var reply = new Reply
            {
                Session = bundle.Bundle.Session,
                Path = path,
                Vote = vote,
                Leaves = bundle.Leaves,
                Proof = block.Results.Prove(bundle.FirstLeaf, bundle.Leaves.Count),
            };
            Keep(bundle.Bundle.Digest, reply);
            foreach (var connection in routes.Of(bundle.Bundle.Session))
                outbox.Send(reply, Destination.Client(connection));
        }
    }

    private StateCommitment[] PathFrom(int first, int last)
    {
        var path = new StateCommitment[last - first];
        for (var i = 0; i < path.Length; i++) path[i] = _waiting[first + i].Commitment;
        return path;
    }

    private void Keep(Digest bundle, Reply reply)
    {
        if (!_kept.TryAdd(bundle, reply)) return;
        long bytes = 0;
        foreach (var leaf in reply.Leaves) bytes += leaf.Result.Length;
        _order.Enqueue((bundle, bytes));
        _keptBytes += bytes;
        while (_order.Count > KeptReplies || _keptBytes > KeptBytes)
        {
            var oldest = _order.Dequeue();
            _kept.Remove(oldest.Bundle);
            _keptBytes -= oldest.Bytes;
        }
    }
}
