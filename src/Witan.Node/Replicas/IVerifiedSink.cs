using Witan.Core.Contract;
using Witan.Core.Messages;

namespace Witan.Node;

/// <summary>
/// Where the verifiers put what they judged; called on their threads or on one that reads sockets, in order per
/// connection and class.
/// </summary>
internal interface IVerifiedSink
{
    /// <summary>
    /// The receiver gives <paramref name="bytes"/> back to the connection's credit once it has handled the message.
    /// </summary>
    void OnVerified(Inbound from, Verified<Message> message, int bytes);

    /// <summary>
    /// Refused, the credit given back already; or, for <see cref="Rejection.ConfigurationAhead"/>, put aside with its
    /// credit until the configuration is known.
    /// </summary>
    void OnRefused(Inbound from, Rejection reason);
}
