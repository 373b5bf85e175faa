using System.Globalization;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Membership;
using Witan.Protocols.Dbft;
using Witan.Simulation.Nodes;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Checking.Locks;

/// <summary>
/// The locks of dBFT 2.0 (docs/protocols/dbft.md): a commit freezes its signer in its view, so commits spread over
/// views may leave neither a quorum for one of them nor a quorum that may still ask for another.
/// </summary>
public sealed class DbftLockJudge : ILockJudge
{
    private const int MaxKept = 64;

    private readonly SortedDictionary<uint, Stand> _stands = [];

    // Who prepared in which view, of the newest height of each, by request or by response.
    private readonly HashSet<(uint Sender, Height Height, View View)> _requests = [];
    private readonly HashSet<(uint Sender, Height Height, View View)> _responses = [];

    // Commits that reached a replica in its present life, of the newest height of each sender.
    private readonly SortedDictionary<(NodeName To, ReplicaId Sender), List<SignedStatement>> _reached = [];

    public void OnSigned(SimulatedReplica replica, SignedStatement statement)
    {
        if (statement.Statement is not HeightStatement said) return;
        var stand = _stands.GetValueOrDefault(replica.Id.Value) ?? new Stand(said.Height);
        if (said.Height > stand.Height)
        {
            stand = new Stand(said.Height);
            _requests.RemoveWhere(p => p.Sender == replica.Id.Value);
            _responses.RemoveWhere(p => p.Sender == replica.Id.Value);
        }

        if (said.Height < stand.Height) return;
        if (said is PrepareRequest) _requests.Add((replica.Id.Value, said.Height, said.View));
        if (said is PrepareResponse) _responses.Add((replica.Id.Value, said.Height, said.View));
        _stands[replica.Id.Value] = said switch
        {
            Commit commit => stand with { CommittedIn = commit.View },
            ChangeView change when change.NewView > stand.NewView => stand with { NewView = change.NewView },
            _ when said.View > stand.Reached => stand with { Reached = said.View },
            _ => stand,
        };
    }

    public void OnDelivered(NodeName from, NodeName to, Message message, long number)
    {
        if (message is RecoveryMessage recovery) foreach (var signed in recovery.Commits) Reach(to, signed);
        else if (message is SignedStatement signed) Reach(to, signed);
    }

    public void OnStarted(SimulatedReplica replica)
    {
        foreach (var key in _reached.Keys.Where(k => k.To == replica.Name).ToArray()) _reached.Remove(key);
    }

    public string? Lock(SimulatedCluster cluster, FaultySet faulty)
    {
        var able = cluster.Replicas.Where(r => r.Core is not null && !faulty.Contains(r.Id) && IsVoting(r)).ToList();
        if (able.Count == 0) return null;
        var executed = able[0].Core!.Executed;
        // Who is behind learns what is decided: nothing is locked before all are level.
        if (able.Exists(r => r.Core!.Executed != executed)) return null;
        var configuration = able[0].Core!.Configurations.At(executed.Next);
        var stands = able.Select(r => StandOf(r, executed.Next, able, configuration, faulty)).ToList();
        var free = Places(able, stands, configuration, (_, s) => s.CommittedIn is null);
        if (configuration.Quorums.IsQuorum(free)) return null;
        var resuming = able.Where(r => Resumes(r, able, cluster, executed.Next)).Select(r => r.Id).ToList();
        foreach (var view in stands.SelectMany(s => new[] { s.CommittedIn ?? s.Reached, s.Reached }).Distinct())
        {
            var inView = Places(able, stands, configuration, (id, s) => s.CommittedIn is { } committed
                ? committed == view
                : s.Reached <= view && (s.NewView <= view || resuming.Contains(id)));
            if (configuration.Quorums.IsQuorum(inView)) return null;
        }

        if (!TriedAll(able, stands, executed.Next)) return null;
        return string.Create(CultureInfo.InvariantCulture, $"height {executed.Next}: ")
            + string.Join(", ", able.Select((r, i) => Describe(r, stands[i])));
    }

    /// <summary>
    /// Whether those who are free did what is theirs, so that only who is faulty or frozen is missing: in the view
    /// where they are, if one of them leads it, by proposing; and after a round of leaders, in some view that one of
    /// them led, by preparing too. A proposal that was lost is not said again to all (F + 1 answer who asks).
    /// </summary>
    private bool TriedAll(List<SimulatedReplica> able, List<Stand> stands, Height height)
    {
        var free = able.Where((_, i) => stands[i].CommittedIn is null).ToList();
        if (free.Count == 0) return true;
        var current = stands.Where(s => s.CommittedIn is null).Max(s => s.Reached);
        var frozen = stands.Max(s => s.CommittedIn ?? default);
        if (current.Value >= frozen.Value + (ulong)able[0].Core!.Configurations.At(height).N)
        {
            for (var view = frozen.Next; view <= current; view = view.Next)
            {
                if (HavePrepared(free, height, view)) return true;
            }

            return false;
        }

        // Who asks for another view prepares nothing, by design (L1, L2).
        var there = free.Where(r => r.Core!.Ordering.View == current && SaidBy(r, height).NewView <= current).ToList();
        return there.Find(r => r.Id == r.Core!.Ordering.Leader) is not { } leader
            || _requests.Contains((leader.Id.Value, height, current));
    }

    private bool HavePrepared(List<SimulatedReplica> replicas, Height height, View view) =>
        replicas.Exists(r => _requests.Contains((r.Id.Value, height, view)))
        && replicas.TrueForAll(r => _requests.Contains((r.Id.Value, height, view))
            || _responses.Contains((r.Id.Value, height, view)));

    /// <summary>
    /// Whether it takes preparations again: no change can win against the commits that reach it, which are those of all
    /// who are up and of others as far as they arrived.
    /// </summary>
    private bool Resumes(
        SimulatedReplica replica, List<SimulatedReplica> able, SimulatedCluster cluster, Height height)
    {
        var configuration = replica.Core!.Configurations.At(height);
        var verifier = cluster.NewVerifier(replica.Core.Configurations);
        var committed = MemberSet.Empty;
        for (var place = 0; place < configuration.N; place++)
        {
            var id = configuration.Members[place].Id;
            var isKnown = able.Find(r => r.Id == id) is { } other
                ? SaidBy(other, height).CommittedIn is not null
                : _reached.GetValueOrDefault((replica.Name, id)) is { } said
                    && said.Exists(
                        s => ((Commit)s.Statement).Height == height && verifier.Verify(s, out _) is not null);
            if (isKnown) committed = committed.With(place);
        }

        return DbftRules.CanNoChangeWin(configuration.Quorums, committed, MemberSet.Empty);
    }

    /// <summary>Signatures are judged only where it matters, so a liar's bad ones are kept beside good ones.</summary>
    private void Reach(NodeName to, SignedStatement signed)
    {
        if (signed.Statement is not Commit commit) return;
        var known = _reached.GetValueOrDefault((to, commit.Sender));
        if (known is null || ((Commit)known[0].Statement).Height < commit.Height)
            _reached[(to, commit.Sender)] = [signed];
        else if (((Commit)known[0].Statement).Height == commit.Height && known.Count < MaxKept) known.Add(signed);
    }

    private Stand SaidBy(SimulatedReplica replica, Height height) =>
        _stands.GetValueOrDefault(replica.Id.Value) is { } stand && stand.Height == height ? stand : new Stand(height);

    /// <summary>
    /// What it said, and the view that it entered without a word since then, if a quorum may have asked for that one:
    /// it is left for higher ones only.
    /// </summary>
    private Stand StandOf(
        SimulatedReplica replica, Height height, List<SimulatedReplica> able, Configuration configuration,
        FaultySet faulty)
    {
        var said = SaidBy(replica, height);
        var entered = replica.Core!.Ordering.View;
        if (replica.Core.Executed.Next != height || entered <= said.Reached) return said;
        var asked = MemberSet.Empty;
        for (var place = 0; place < configuration.N; place++)
        {
            var id = configuration.Members[place].Id;
            if (faulty.Contains(id) || able.Exists(r => r.Id == id && SaidBy(r, height).NewView >= entered))
                asked = asked.With(place);
        }

        return configuration.Quorums.IsQuorum(asked) ? said with { Reached = entered } : said;
    }

    private static MemberSet Places(
        List<SimulatedReplica> replicas, List<Stand> stands, Configuration configuration,
        Func<ReplicaId, Stand, bool> holds)
    {
        var places = MemberSet.Empty;
        for (var i = 0; i < replicas.Count; i++)
        {
            if (holds(replicas[i].Id, stands[i]) && configuration.PlaceOf(replicas[i].Id) is >= 0 and var place)
                places = places.With(place);
        }

        return places;
    }

    private static bool IsVoting(SimulatedReplica replica) =>
        replica.Core!.DescribeStatus(0).Mode is "Normal" or "ViewChange" or "Locked";

    private static string Describe(SimulatedReplica replica, Stand stand) => stand.CommittedIn is { } view
        ? string.Create(CultureInfo.InvariantCulture, $"{replica.Id} committed in view {view}")
        : string.Create(
            CultureInfo.InvariantCulture, $"{replica.Id} is in view {stand.Reached} and asked for {stand.NewView}");

    private sealed record Stand(Height Height)
    {
        public View? CommittedIn { get; init; }

        public View NewView { get; init; }

        public View Reached { get; init; }
    }
}
