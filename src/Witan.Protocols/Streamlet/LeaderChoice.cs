namespace Witan.Protocols.Streamlet;

/// <summary>How the leader of an epoch is found.</summary>
public enum LeaderChoice
{
    /// <summary>By a hash of the epoch: as good as random, so that runs of correct leaders come whoever lies.</summary>
    Hash,

    /// <summary>
    /// epoch mod n. Between two turns of a liar stand n - 1 leaders: with four replicas never the five correct ones in
    /// a row that the paper's liveness needs.
    /// </summary>
    RoundRobin,

    /// <summary>
    /// The first member for ever: if it lies, so does every leader, which is what the proof of consistency allows and
    /// liveness does not survive. For tests.
    /// </summary>
    First,
}
