using Witan.Core.Contract;

namespace Witan.Protocols.Dbft;

/// <summary>Why dBFT refuses a message, beyond the shared reasons.</summary>
public static class DbftRejection
{
    /// <summary>The primary's PrepareRequest is its preparation.</summary>
    public static readonly Rejection PrimaryMustNotRespond = new(nameof(PrimaryMustNotRespond));

    /// <summary>This validator asked for another view and takes no preparations of this one (NotAccepting).</summary>
    public static readonly Rejection NotAccepting = new(nameof(NotAccepting));

    /// <summary>A proposal without its block.</summary>
    public static readonly Rejection NoBlock = new(nameof(NoBlock));

    /// <summary>This peer was answered within the last status interval.</summary>
    public static readonly Rejection TooOften = new(nameof(TooOften));
}
