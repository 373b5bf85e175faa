using Witan.Core.Messages;

namespace Witan.Simulation.Scenarios;

/// <summary>
/// How many authenticators one copy of a message carries, as papers count them: a signature, and with it the vote that
/// it is under, is one; a certificate is one too, whatever it is made of.
/// </summary>
/// <param name="Type">Of the message, as in docs/wire-format.md.</param>
/// <param name="Of">Counts those in a message of this type.</param>
/// <param name="IsPeriodic">
/// Whether such messages go out by the clock, whatever is decided: they are no part of what a decision costs.
/// </param>
public sealed record CarriedAuthenticators(byte Type, Func<Message, int> Of, bool IsPeriodic = false)
{
    /// <summary>Of a message that is signed and holds nothing else that is.</summary>
    public static CarriedAuthenticators One(byte type) => new(type, _ => 1);

    /// <summary>Of a message without signatures.</summary>
    public static CarriedAuthenticators None(byte type, bool isPeriodic = false) => new(type, _ => 0, isPeriodic);

    /// <summary>Of a signed statement: its signature, and what rides along.</summary>
    public static CarriedAuthenticators InStatement<T>(byte type, Func<T, int> further) where T : Statement =>
        new(type, message => 1 + further((T)((SignedStatement)message).Statement));

    /// <summary>Of a message that is not signed itself.</summary>
    public static CarriedAuthenticators InMessage<T>(byte type, Func<T, int> inside, bool isPeriodic = false)
        where T : Message => new(type, message => inside((T)message), isPeriodic);

    /// <summary>One for a certificate that is there.</summary>
    public static int Certificate(object? certificate) => certificate is null ? 0 : 1;
}
