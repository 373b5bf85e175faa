using Witan.Crypto;
using Witan.Primitives;

namespace Witan.Client;

/// <summary>A request from its ticket to its completion.</summary>
internal sealed class PendingRequest(ulong ticket, ReadOnlyMemory<byte> body, Instant deadline, bool answersQuery)
{
    public ulong Ticket { get; } = ticket;

    public ReadOnlyMemory<byte> Body { get; } = body;

    public Digest Digest { get; } = Sha256.Hash(body.Span);

    public Instant Deadline { get; } = deadline;

    /// <summary>Whether it is the ordered form of a query.</summary>
    public bool AnswersQuery { get; } = answersQuery;

    /// <summary>Null until it was sent.</summary>
    public BundleInFlight? Bundle { get; set; }

    public ulong Number { get; set; }

    public bool IsDone { get; set; }
}
