using Witan.Core.Admission;
using Witan.Core.Certification;
using Witan.Core.Contract;
using Witan.Core.Evidence;
using Witan.Core.Ordering;

namespace Witan.Core.Composition;

public sealed partial class Replica
{
    /// <summary>Every table of the rooms that an outsider can make grow, beside its bound.</summary>
    public IReadOnlyList<Gauge> Gauges
    {
        get
        {
            var configuration = Configurations.Newest;
            return
            [
                new("pool bytes", _rooms.Admission.Pool.Bytes, _rooms.Admission.PoolBound),
                new("reply routes", _rooms.Admission.Routes.Sessions, ReplyRoutes.MaxSessions),
                new("client lies", _rooms.Admission.ClientLies.Clients, ClientLies.MaxClients),
                new("pending proposals", _rooms.Desk.Pending, BlockDesk.MaxPending),
                // Above what is stable: a window that is executed, and two windows of votes above it.
                new("state tallies", _rooms.Certification.Tallies, (3L * configuration.Parameters.Window) + 1),
                new("kept replies", _rooms.Replies.Kept, ReplyDesk.KeptReplies),
                new("waiting confirms", _rooms.Confirms.Waiting, ConfirmDesk.MaxWaiting),
                new("waiting reads", _rooms.Reads.Waiting, ReadDesk.MaxWaiting),
                new("waiting read bytes", _rooms.Reads.WaitingBytes, ReadDesk.MaxWaitingBytes),
                new("evidence pairs", _rooms.Evidence.Pairs, EvidenceStore.MaxPairs),
                new("state pins", _rooms.Transfer.Pins, configuration.N),
                .. _rooms.Ordering.Gauges,
            ];
        }
    }
}
