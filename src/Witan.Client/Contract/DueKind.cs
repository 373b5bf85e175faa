namespace Witan.Client;

internal enum DueKind
{
    /// <summary>Argument: a ticket.</summary>
    Deadline,

    /// <summary>Argument: the first number of a bundle.</summary>
    Resend,

    /// <summary>A bundle may be formed again.</summary>
    Form,

    /// <summary>Argument: the number of a confirm round.</summary>
    ConfirmAgain,

    /// <summary>Argument: the ticket of a read whose replica may be slow.</summary>
    AskAnother,

    /// <summary>Argument: the ticket of a read whose height may be a false claim.</summary>
    ClaimExpired,
}
