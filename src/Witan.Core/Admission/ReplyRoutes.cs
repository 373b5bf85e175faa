using Witan.Core.Contract;
using Witan.Core.Messages;

namespace Witan.Core.Admission;

/// <summary>
/// Which client connections a session's answers go to: the last few that brought a verified bundle of it. More than
/// one, so that somebody who replays a bundle cannot take the answers away.
/// </summary>
internal sealed class ReplyRoutes
{
    /// <summary>Connections per session: a reconnecting client and a few replayers.</summary>
    public const int PerSession = 4;

    /// <summary>
    /// Sessions remembered; the oldest goes first. A forgotten client sends again and is known again.
    /// </summary>
    public const int MaxSessions = 16_384;

    private readonly Dictionary<SessionId, List<ulong>> _connections = [];
    private readonly Queue<SessionId> _order = new();

    public int Sessions => _order.Count;

    /// <summary>Newest first; empty if none is known.</summary>
    public IReadOnlyList<ulong> Of(SessionId session) => _connections.TryGetValue(session, out var list) ? list : [];

    public void Add(SessionId session, Origin origin)
    {
        if (!origin.IsClient) return;
        if (!_connections.TryGetValue(session, out var list))
        {
            _connections.Add(session, list = new List<ulong>(1));
            _order.Enqueue(session);
            if (_order.Count > MaxSessions) _connections.Remove(_order.Dequeue());
        }

        list.Remove(origin.Connection);
        list.Insert(0, origin.Connection);
        if (list.Count > PerSession) list.RemoveAt(PerSession);
    }
}
