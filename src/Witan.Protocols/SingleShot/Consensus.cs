using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Membership;

namespace Witan.Protocols.SingleShot;

/// <summary>
/// One instance of single-shot PBFT at one process: agrees on one value. Who runs it brings it into views, gives it
/// values and says which are valid. The handlers stand in files in the sheet's order: Leader, Vote, Decide, Recovery.
/// </summary>
/// <remarks>Keeps the highest statement of each member and type, so its space does not depend on views.</remarks>
internal sealed partial class Consensus
{
    private readonly Configuration _configuration;
    private readonly ReplicaId _self;
    private readonly IConsensusHost _host;

    private readonly HighestStatements _newLeaders;
    private readonly HighestStatements _proposes;
    private readonly HighestStatements _prepareds;
    private readonly HighestStatements _committeds;

    // preparedView and preparedCert of the paper, and preparedVal.
    private PreparedCertificate? _prepared;
    private Value? _preparedValue;

    // Whether nothing precedes the current view, as far as is known here: its leader needs no NEWLEADERs.
    private bool _isFirst;

    // Own statements of the newest view of each type, to be said again.
    private readonly SortedDictionary<byte, SignedStatement> _said = [];

    public Consensus(Digest cluster, Configuration configuration, ReplicaId self, ulong instance, IConsensusHost host)
    {
        _configuration = configuration;
        _self = self;
        _host = host;
        Instance = instance;
        _newLeaders = new HighestStatements(configuration, cluster);
        _proposes = new HighestStatements(configuration, cluster);
        _prepareds = new HighestStatements(configuration, cluster);
        _committeds = new HighestStatements(configuration, cluster);
    }

    public ulong Instance { get; }

    /// <summary>curView of the paper; 0 before the first.</summary>
    public View View { get; private set; }

    public bool IsDecided { get; private set; }

    /// <summary>Whether this process accepted or proposed anything here: it then waits for the others.</summary>
    public bool HasSpoken => _voted != default || _proposed != default;

    /// <summary>The own prepared certificate is durable: its value may be decided.</summary>
    public bool IsPrepared => _prepared is not null;

    /// <summary>Statements held.</summary>
    public int Held => _newLeaders.Count + _proposes.Count + _prepareds.Count + _committeds.Count;

    /// <summary>A weak quorum said something here, so a correct member did; or the leader proposed.</summary>
    public bool IsBegunByOthers
    {
        get
        {
            if (View != default && _proposes.Of(Leader)?.Statement is Propose m && m.View >= View) return true;
            var members = MemberSet.Empty;
            for (var place = 0; place < _configuration.N; place++)
            {
                var hasSpoken = _newLeaders.Senders.Contains(place) || _proposes.Senders.Contains(place)
                    || _prepareds.Senders.Contains(place) || _committeds.Senders.Contains(place);
                if (hasSpoken) members = members.With(place);
            }

            return _configuration.Quorums.IsWeakQuorum(members);
        }
    }

    private ReplicaId Leader => SingleShotRules.Leader(_configuration, View);

    private bool IsMember => _configuration.PlaceOf(_self) >= 0;

    /// <summary>newView(v): from now on this process votes in no lower view.</summary>
    /// <param name="view">v; durable before anything that follows leaves.</param>
    /// <param name="isFirst">Nothing precedes it in this instance, as far as is known here.</param>
    /// <param name="outbox">NEWLEADER, and what was waiting for the view.</param>
    public void EnterView(View view, bool isFirst, Outbox outbox)
    {
        Invariant.Require(view > View, "SS7 the view of an instance increases");
        View = view;
        _isFirst = isFirst || view == new View(1);
        _proposal = null;
        if (!_isFirst) SendNewLeader(outbox);
        Advance(outbox);
    }

    /// <summary>A verified statement of this instance and configuration.</summary>
    public Rejection? OnStatement(SignedStatement signed, Outbox outbox)
    {
        if (IsDecided) return Rejection.Stale;
        return signed.Statement switch
        {
            NewLeader m => OnNewLeader(signed, m, outbox),
            Propose m => OnPropose(signed, m, outbox),
            Prepared m => OnPrepared(signed, m, outbox),
            Committed m => OnCommitted(signed, m, outbox),
            _ => Rejection.UnknownType,
        };
    }

    /// <summary>The own statement, signed: counted like anybody's, and said again if it may be lost.</summary>
    public void OnOwnSigned(SignedStatement signed, Outbox outbox)
    {
        if (IsDecided) return;
        var isNewer = !_said.TryGetValue(signed.Type, out var before)
            || ((InstanceStatement)before.Statement).View < ((InstanceStatement)signed.Statement).View;
        if (isNewer) _said[signed.Type] = signed;
        // That one of an earlier view comes back late is no fault.
        _ = OnStatement(signed, outbox);
    }

    /// <summary>What was said in this view may have been lost.</summary>
    public void Retransmit(Outbox outbox)
    {
        if (IsDecided) return;
        foreach (var signed in _said.Values)
        {
            var said = (InstanceStatement)signed.Statement;
            if (said.View == View) outbox.Send(signed, DestinationOf(said));
        }
    }

    /// <summary>What waited for a view, a verdict or a value may go on.</summary>
    public void Advance(Outbox outbox)
    {
        if (IsDecided || View == default || !IsMember) return;
        TryPropose(outbox);
        TryAccept(outbox);
        CheckPrepared(outbox);
    }

    private Rejection? Keep(HighestStatements kept, SignedStatement signed, Outbox outbox)
    {
        var refusal = kept.Add(signed, out var contradicted);
        if (contradicted is not null) _host.Accuse(contradicted, signed, outbox);
        return refusal;
    }

    /// <summary>NEWLEADER goes to the leader of its view, everything else to all.</summary>
    private Destination DestinationOf(InstanceStatement statement)
    {
        if (statement is not NewLeader) return Destination.All;
        var leader = SingleShotRules.Leader(_configuration, statement.View);
        return leader == _self ? Destination.Self : Destination.One(leader);
    }

    private void Promise(InstanceStatement statement, Outbox outbox) =>
        outbox.Promise(statement, DestinationOf(statement));
}
