namespace Witan.Registry;

/// <summary>
/// Why a request or query was refused. The gateway gives each its gRPC code and etcd's text; the numbers are part of
/// the encoding of a result.
/// </summary>
public enum RegistryError : byte
{
    None = 0,

    /// <summary>The bytes are not the canonical encoding of a request, or name something unknown.</summary>
    Malformed = 1,

    /// <summary>etcd: key is not provided.</summary>
    KeyEmpty = 2,

    /// <summary>etcd: key not found. A put that keeps the value or lease of a key that is absent.</summary>
    KeyNotFound = 3,

    /// <summary>etcd: value is provided. Together with ignore_value.</summary>
    ValueProvided = 4,

    /// <summary>etcd: lease is provided. Together with ignore_lease.</summary>
    LeaseProvided = 5,

    /// <summary>etcd: too many operations in txn request.</summary>
    TooManyOperations = 6,

    /// <summary>etcd: duplicate key given in txn request.</summary>
    DuplicateKey = 7,

    /// <summary>etcd: request is too large.</summary>
    RequestTooLarge = 8,

    /// <summary>etcd: mvcc: required revision has been compacted.</summary>
    Compacted = 9,

    /// <summary>etcd: mvcc: required revision is a future revision.</summary>
    FutureRevision = 10,

    /// <summary>etcd: requested lease not found.</summary>
    LeaseNotFound = 11,

    /// <summary>
    /// The answer would exceed <see cref="RegistryLimits.MaxResultBytes"/>; etcd has no such limit. Nothing was
    /// changed. Ranges can be asked in pages (limit, then the key after the last, at the revision of the first page).
    /// </summary>
    ResultTooLarge = 12,
}
