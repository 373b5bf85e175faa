using Witan.Core.Application;
using Witan.Core.Certificates;
using Witan.Core.Execution;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Membership;

namespace Witan.Client;

/// <summary>
/// Decides when a request is acknowledged (RULES 6): its leaf is proved to the results root of a commitment that a
/// quorum
/// covers. The certificate is made of votes for one signed commitment; when the quorum's votes are spread over
/// several, a
/// replica is asked for a certificate and the kept result.
/// </summary>
internal sealed class Acknowledgement(ClientContext context, Action<PendingRequest, ClientOutcome> finish)
{
    private QuorumSystem Quorums => context.Configuration.Quorums;

    /// <param name="reply">Its vote's signature was checked.</param>
    /// <param name="from">Who sent it.</param>
    /// <param name="active">Requests that wait for a result, by number.</param>
    public void OnReply(Reply reply, ReplicaId from, NumberWindow<PendingRequest> active)
    {
        context.Chain.Take(reply.Vote);
        var bundles = BundlesOf(reply, active);
        if (bundles.Count == 0) return;
        // Verified, so its number is known.
        var configuration = context.Trust.Configurations.ByNumber(reply.Vote.Statement.Configuration)!;
        var fault = ReplyRules.Check(
            reply, context.Identity.Session, context.Trust.Cluster, configuration,
            bundles[0].ProvedAt(reply.Commitment));
        if (fault != ReplyFault.None)
        {
            context.Lies.Observe(from, ReplyRules.LieOf(fault));
            return;
        }

        if (!AnswersWhatWasSent(reply, active))
        {
            context.Lies.Observe(from, LieKind.WrongDigest);
            return;
        }

        foreach (var bundle in bundles) Count(bundle, reply, from, active);
    }

    /// <summary>What is known of a request that was sent, when its caller waits no longer.</summary>
    public ClientOutcome BestKnown(PendingRequest request)
    {
        if (request.AnswersQuery) return new ClientOutcome.Failed(ClientFailure.Unavailable);
        foreach (var execution in request.Bundle!.Executions)
        {
            if (Quorums.IsWeakQuorum(execution.Cover) && execution.LeafOf(request.Number) is { } at)
                return new ClientOutcome.Executed(at.Reply.Leaves[at.Index].Result, execution.Commitment.Height);
        }

        return new ClientOutcome.Failed(ClientFailure.OutcomeUnknown);
    }

    /// <summary>
    /// Asks one replica after another for kept results: replies may be lost, or name too many commitments.
    /// </summary>
    public void AskForKeptResults(BundleInFlight bundle)
    {
        if (context.NextReplica(MemberSet.Empty) is not { } place) return;
        var minimum = context.Chain.Highest;
        foreach (var execution in bundle.Executions)
            if (Quorums.IsQuorum(execution.Cover)) minimum = Height.Max(minimum, execution.Commitment.Height);
        bundle.Fetch = context.NextReadId();
        var query = new ResultsQuery(context.Identity.Session, bundle.Message.First, (uint)bundle.Requests.Length);
        context.SendTo(
            context.Configuration.Members[place].Id,
            new ReadRequest(bundle.Fetch, minimum, ReadKind.Results, query.Encode()));
    }

    public void OnKeptResults(BundleInFlight bundle, ReadAnswer answer, ReplicaId from)
    {
        if (answer.Certificate is not { } certificate || !context.Chain.Accept(certificate)) return;
        var commitment = certificate.Commitment;
        var block = new BlockContext(commitment.Height, commitment.Time);
        var view = StateWitness.Open(answer.Witness.Span, commitment.State, block);
        if (view is null)
        {
            context.Lies.Observe(from, LieKind.BadProof);
            return;
        }

        if (KeptOf(bundle, view) is not { } kept)
        {
            context.Lies.Observe(from, LieKind.BadProof);
            return;
        }

        var proof = new ProofMaterial.OfState(answer.Witness, certificate);
        foreach (var request in bundle.Requests)
        {
            // Absent: not executed up to this height, or no longer kept. Replicas say which by a refusal.
            if (!request.IsDone && kept.TryGetValue(request.Number, out var leaf)) TakeKept(request, leaf, proof);
        }
    }

    /// <summary>What certified state keeps of a bundle, by number; null if the witness leaves it out.</summary>
    private SortedList<ulong, ResultLeaf>? KeptOf(BundleInFlight bundle, IStateView view)
    {
        var session = context.Identity.Session;
        var (first, end) = (bundle.Message.First, bundle.Message.End);
        var results = new SortedList<ulong, ResultLeaf>();
        try
        {
            var entries = view.Map(CoreMaps.Results)
                .Range(SessionKeys.Result(session, first), SessionKeys.Result(session, end));
            foreach (var entry in entries)
            {
                if (KeptResults.Decode(session, entry.Value.Span) is not { } leaves) return null;
                foreach (var leaf in leaves) results[leaf.Number] = leaf;
            }
        }
        catch (OutsideWitnessException)
        {
            return null;
        }

        return results;
    }

    private void TakeKept(PendingRequest request, in ResultLeaf leaf, ProofMaterial.OfState proof)
    {
        // Another digest in certified state: somebody else uses this key and incarnation. The request itself is void.
        if (leaf.Request != request.Digest)
            finish(request, new ClientOutcome.Failed(ClientFailure.OutcomeUnknown));
        else
            Acknowledge(request, leaf.Result, proof.Certificate.Commitment, proof);
    }

    private static List<BundleInFlight> BundlesOf(Reply reply, NumberWindow<PendingRequest> active)
    {
        var bundles = new List<BundleInFlight>(1);
        BundleInFlight? last = null;
        foreach (var leaf in reply.Leaves)
        {
            if (!active.TryGet(leaf.Number, out var request) || request.Bundle == last) continue;
            last = request.Bundle!;
            if (!bundles.Contains(last)) bundles.Add(last);
        }

        return bundles;
    }

    private static bool AnswersWhatWasSent(Reply reply, NumberWindow<PendingRequest> active)
    {
        foreach (var leaf in reply.Leaves)
            if (active.TryGet(leaf.Number, out var request) && leaf.Request != request.Digest) return false;
        return true;
    }

    private void Count(BundleInFlight bundle, Reply reply, ReplicaId from, NumberWindow<PendingRequest> active)
    {
        var place = context.Configuration.PlaceOf(reply.Vote.Statement.Sender);
        if (bundle.Claim(place, reply.Commitment) is not { } execution)
        {
            context.Lies.Observe(from, LieKind.Inconsistent);
            return;
        }

        for (var i = 0; i < reply.Leaves.Count && !execution.HasAllLeaves; i++)
        {
            var number = reply.Leaves[i].Number;
            if (active.TryGet(number, out var request) && request.Bundle == bundle)
                execution.AddLeaf(number, reply, i);
        }

        var covering = execution.AddCover(place, reply);
        if (TryComplete(bundle, execution, covering)) return;
        if (!Quorums.IsQuorum(execution.Cover)) return;
        foreach (var other in execution.Coverings)
            if (TryComplete(bundle, execution, other)) return;
        if (bundle.Fetch == 0) AskForKeptResults(bundle);
    }

    /// <summary>Completes every request whose leaf is at hand, if the signed commitment has a certificate.</summary>
    private bool TryComplete(BundleInFlight bundle, Execution execution, Covering covering)
    {
        if (context.Chain.CertificateOf(covering.Signed) is not { } certificate) return false;
        foreach (var request in bundle.Requests)
        {
            if (request.IsDone || execution.LeafOf(request.Number) is not { } at) continue;
            var proof = new ProofMaterial.OfResult(at.Reply, at.Index, covering.Path, certificate);
            Acknowledge(request, proof.Leaf.Result, execution.Commitment, proof);
        }

        return true;
    }

    private void Acknowledge(
        PendingRequest request, ReadOnlyMemory<byte> result, StateCommitment commitment, ProofMaterial proof)
    {
        var proven = new Proven<ReadOnlyMemory<byte>>(result, commitment.Height, commitment.Time, proof);
        finish(request, request.AnswersQuery
            ? new ClientOutcome.Answered(proven, Ordered: true)
            : new ClientOutcome.Acknowledged(proven));
    }
}
