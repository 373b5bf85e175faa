namespace Witan.Gateway.Etcd;

/// <summary>How fresh an answer to a read must be.</summary>
public enum ReadConsistency
{
    /// <summary>
    /// It reflects every write that was acknowledged before the read began. The default of etcd's clients.
    /// </summary>
    Linearizable,

    /// <summary>It was current at some moment not long ago; etcd's <c>serializable</c>.</summary>
    Serializable,
}
