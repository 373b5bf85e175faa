using Witan.Core.Certificates;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Membership;
using Witan.Protocols.HotStuff;
using Timeout = Witan.Protocols.HotStuff.Timeout;

namespace Witan.Simulation.Attacks.HotStuff.Forging;

/// <summary>
/// The tree of nodes with their certificates, TCs and votes, as far as the corrupted replicas heard or made them. It is
/// for scripts of a few hundred views.
/// </summary>
internal sealed class SeenTree
{
    /// <summary>Of each kind; the lowest views make room.</summary>
    public const int Kept = 1024;

    private readonly Configuration _configuration;
    private readonly SortedDictionary<(View View, Digest Id), (NodeHeader Header, ReplicaId? Proposer)> _nodes = [];
    private readonly SortedDictionary<View, QuorumCertificate> _certified = [];
    private readonly SortedDictionary<View, TimeoutCertificate> _timedOut = [];
    private readonly SortedDictionary<(View View, Digest Subject), VoteTable> _votes = [];
    private readonly HeardTimeouts _timeouts;

    private SeenTree(Configuration configuration) =>
        (_configuration, _timeouts) = (configuration, new HeardTimeouts(configuration));

    /// <summary>The one tree of an adversary, under the configuration that its replicas began with.</summary>
    public static SeenTree Of(Adversary adversary) => adversary.Shared(
        "hotstuff tree", () => new SeenTree(adversary.Cluster.Genesis.Configuration));

    /// <summary>The certificate of the lowest view; null while none was seen.</summary>
    public QuorumCertificate? LowestQC => _certified.Values.FirstOrDefault();

    /// <summary>Of the lowest view; null while none was seen.</summary>
    public TimeoutCertificate? OldestTC => _timedOut.Values.FirstOrDefault();

    public void Note(Message message)
    {
        switch (message)
        {
            case SignedStatement { Statement: Proposal said }:
                Note(said.Node, said.Sender);
                Note(said.TC);
                break;
            case SignedStatement { Statement: Vote vote } signed:
                Count(signed, vote);
                break;
            case SignedStatement { Statement: Timeout said } signed:
                _timeouts.Add(signed, said);
                Note(said.HighQC);
                Note(said.TC);
                break;
            case NewView said:
                Note(said.HighQC);
                Note(said.TC);
                break;
            case Phase phase:
                Note(phase.Certificate);
                break;
            case Protocols.HotStuff.Nodes nodes:
                foreach (var node in nodes.Items) Note(node, null);
                break;
        }
    }

    /// <summary>The certificate of a node; null if none was seen, or at genesis.</summary>
    public QuorumCertificate? CertificateOf(Digest node) => _certified.Values.FirstOrDefault(qc => qc.Node == node);

    /// <summary>Certificates of the nodes that this one extends, newest first, as far as they were seen.</summary>
    public IEnumerable<QuorumCertificate> Below(QuorumCertificate tip)
    {
        for (var next = ParentOf(tip); next is not null; next = ParentOf(next)) yield return next;
    }

    /// <summary>The highest certificate of a node beside the branch of this one; null if there is none.</summary>
    public QuorumCertificate? OtherTip(QuorumCertificate tip)
    {
        var branch = new SortedSet<Digest>([tip.Node, .. Below(tip).Select(qc => qc.Node)]);
        return _certified.Values.LastOrDefault(qc => !branch.Contains(qc.Node));
    }

    /// <summary>The TC of a view, seen or made of the TIMEOUTs that were heard; null if there is none.</summary>
    public TimeoutCertificate? TCOf(View view) =>
        _timedOut.GetValueOrDefault(view) ?? _timeouts.TCOf(view);

    /// <summary>A node that was proposed in a view beside this one; null if none was seen.</summary>
    public NodeHeader? OtherThan(View view, Digest node)
    {
        foreach (var ((of, id), (header, _)) in _nodes)
        {
            if (of == view && id != node) return header;
        }

        return null;
    }

    /// <summary>Who proposed in a view; null if no proposal was seen.</summary>
    public ReplicaId? ProposerOf(View view)
    {
        foreach (var ((of, _), (_, proposer)) in _nodes)
        {
            if (of == view && proposer is not null) return proposer;
        }

        return null;
    }

    /// <summary>Whether the vote makes a quorum of what was no quorum.</summary>
    public bool IsDeciding(Vote vote)
    {
        var own = _configuration.PlaceOf(vote.Sender);
        var others = _votes.TryGetValue((vote.View, vote.Subject), out var table)
            ? table.VotersFor(vote.Subject).Without(own) : MemberSet.Empty;
        return !_configuration.Quorums.IsQuorum(others) && _configuration.Quorums.IsQuorum(others.With(own));
    }

    private QuorumCertificate? ParentOf(QuorumCertificate qc) =>
        _nodes.TryGetValue((qc.View, qc.Node), out var node) ? CertificateOf(node.Header.Parent) : null;

    private void Note(Node node, ReplicaId? proposer)
    {
        Note(node.Justify);
        Keep(_nodes, (node.Header.View, node.Id), (node.Header, proposer));
    }

    private void Note(QuorumCertificate? qc)
    {
        if (qc?.Kind is HotStuffMessageType.VoteGeneric or HotStuffMessageType.VotePrepare)
            Keep(_certified, qc.View, qc);
    }

    private void Note(TimeoutCertificate? tc)
    {
        if (tc is null) return;
        Note(tc.HighQC);
        Keep(_timedOut, tc.View, tc);
    }

    private void Count(SignedStatement signed, Vote vote)
    {
        var key = (vote.View, vote.Subject);
        Keep(_votes, key, new VoteTable(_configuration));
        if (!_votes.TryGetValue(key, out var table)) return;
        table.Add(signed, vote.Subject);
        if (table.TryCertify(vote.Subject) is { } certificate) Note(new QuorumCertificate(certificate));
    }

    /// <summary>The first one stands.</summary>
    private static void Keep<TKey, TValue>(SortedDictionary<TKey, TValue> kept, TKey key, TValue value)
        where TKey : notnull
    {
        if (kept.TryAdd(key, value) && kept.Count > Kept) kept.Remove(kept.Keys.First());
    }
}
