namespace Witan.Core.Contract;

/// <summary>
/// Why an outside input was not taken: a value and a counter, never an exception, never a change of state. Each reason
/// is a constant that names itself, so that counters and scenario files can be matched to the line that refused.
/// </summary>
/// <param name="Name">CamelCase, unique.</param>
public sealed record Rejection(string Name)
{
    public static readonly Rejection Malformed = new(nameof(Malformed));
    public static readonly Rejection UnknownType = new(nameof(UnknownType));
    public static readonly Rejection TooLarge = new(nameof(TooLarge));
    public static readonly Rejection WrongSender = new(nameof(WrongSender));
    public static readonly Rejection NotAMember = new(nameof(NotAMember));
    public static readonly Rejection UnknownConfiguration = new(nameof(UnknownConfiguration));
    public static readonly Rejection ConfigurationAhead = new(nameof(ConfigurationAhead));
    public static readonly Rejection BadSignature = new(nameof(BadSignature));
    public static readonly Rejection BadCertificate = new(nameof(BadCertificate));
    public static readonly Rejection NotForClients = new(nameof(NotForClients));
    public static readonly Rejection WrongView = new(nameof(WrongView));
    public static readonly Rejection WrongStatus = new(nameof(WrongStatus));
    public static readonly Rejection OutsideWindow = new(nameof(OutsideWindow));
    public static readonly Rejection Duplicate = new(nameof(Duplicate));
    public static readonly Rejection Conflicting = new(nameof(Conflicting));
    public static readonly Rejection Stale = new(nameof(Stale));
    public static readonly Rejection UnknownClient = new(nameof(UnknownClient));
    public static readonly Rejection InvalidRequest = new(nameof(InvalidRequest));
    public static readonly Rejection OverQuota = new(nameof(OverQuota));
    public static readonly Rejection InvalidBlock = new(nameof(InvalidBlock));
    public static readonly Rejection TimeAhead = new(nameof(TimeAhead));
    public static readonly Rejection NotAsked = new(nameof(NotAsked));
    public static readonly Rejection BadProof = new(nameof(BadProof));
    public static readonly Rejection NoLie = new(nameof(NoLie));
    public static readonly Rejection NotVoting = new(nameof(NotVoting));

    /// <summary>No fault: a vote that agrees with what a quorum has said, set aside unverified.</summary>
    public static readonly Rejection Settled = new(nameof(Settled));

    public override string ToString() => Name;
}
