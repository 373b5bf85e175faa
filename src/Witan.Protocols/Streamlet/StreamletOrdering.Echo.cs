using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Primitives;

namespace Witan.Protocols.Streamlet;

/// <summary>
/// The implicit echo: "upon receiving a message that it has not seen, a node sends it to all". Without it, what a liar
/// shows to one alone splits what the correct ones believe to be longest, again and again, and nothing becomes final.
/// </summary>
internal sealed partial class StreamletOrdering
{
    /// <summary>
    /// A proposal or vote that was just taken for the first time goes on, unchanged, to all who may lack it. It
    /// promises nothing of this replica's, so it waits for no disk.
    /// </summary>
    /// <param name="signed">As its sender signed it.</param>
    /// <param name="from">Who passed it on; null for an own statement, which went to all.</param>
    /// <param name="outbox">Copies.</param>
    private void Echo(SignedStatement signed, ReplicaId? from, Outbox outbox)
    {
        if (from is null) return;
        foreach (var member in Current.Members)
        {
            if (member.Id == _context.Self || member.Id == from || member.Id == signed.Statement.Sender) continue;
            outbox.SendEarly(signed, Destination.One(member.Id));
        }
    }
}
