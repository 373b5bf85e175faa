using Witan.Primitives;

namespace Witan.Registry;

/// <summary>Bounds of the registry. Those that a client can observe are etcd's.</summary>
public static class RegistryLimits
{
    /// <summary>
    /// Comparisons or operations on one level of a transaction; a nested one shares what its parents left.
    /// </summary>
    public const int MaxTxnOperations = 128;

    /// <summary>
    /// Comparisons and operations of a transaction in all, over every level and both branches. etcd bounds the levels
    /// only; this keeps the check for overlapping puts and deletes, which is quadratic, within some milliseconds.
    /// </summary>
    public const int MaxTxnTotalOperations = 1024;

    /// <summary>
    /// Transactions inside each other, the outermost included. Each level takes at least one of
    /// <see cref="MaxTxnOperations"/>, and an empty transaction may hang below the last.
    /// </summary>
    public const int MaxTxnDepth = MaxTxnOperations + 1;

    /// <summary>Bytes of an encoded request: 1.5 MiB as in etcd.</summary>
    public const int MaxRequestBytes = Limits.MaxRequestBytes;

    /// <summary>
    /// Bytes of an encoded result; a request that would answer with more is refused and changes nothing.
    /// </summary>
    public const int MaxResultBytes = Limits.MaxResultBytes;

    /// <summary>
    /// Bytes of all results of one block, beyond which a request gets <see cref="ReservedResultBytes"/>: a thousand
    /// ordered ranges of a large store in one block must not fill the memory of all replicas at once.
    /// </summary>
    public const int MaxBlockResultBytes = 64 * 1024 * 1024;

    /// <summary>What every request may answer with, however much the requests before it took.</summary>
    public const int ReservedResultBytes = 64 * 1024;

    /// <summary>
    /// Entries of the history that one block examines for a compaction. Bounds the work of a block at some
    /// milliseconds; a history of a million entries is swept in 250 blocks.
    /// </summary>
    public const int SweepEntriesPerBlock = 4096;
}
