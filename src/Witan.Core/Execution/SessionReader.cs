using Witan.Core.Messages;
using Witan.Primitives;

namespace Witan.Core.Execution;

/// <summary>What the executed state says of clients and sessions.</summary>
public static class SessionReader
{
    public static bool IsKnown(StateMaps state, PublicKey client) =>
        state.Map(CoreMaps.Keys).ContainsKey(SessionKeys.Client(client));

    /// <summary>Null for a session that was never opened or has expired.</summary>
    public static SessionEntry? Find(StateMaps state, SessionId session) =>
        state.Map(CoreMaps.Sessions).TryGet(SessionKeys.Session(session), out var bytes)
            ? SessionEntry.Decode(bytes)
            : null;

    /// <summary>Whether a session that is not open may still be opened.</summary>
    public static bool MayOpen(StateMaps state, SessionId session) =>
        state.Map(CoreMaps.Keys).TryGet(SessionKeys.Client(session.Client), out var bytes)
        && session.Incarnation > KeyEntry.Decode(bytes).ExpiredUpTo;
}
