using Witan.Core.Application;
using Witan.Core.Execution;
using Witan.Core.Messages;
using Witan.Primitives.Membership;

namespace Witan.Core.Reconfiguration;

/// <summary>Executes the REJOINs of a block. What has no effect changes nothing.</summary>
internal static class RejoinLedger
{
    public static void Apply(
        StateEditor state, Configuration inForce, in BlockContext block, IReadOnlyList<IBody> bodies)
    {
        foreach (var body in bodies)
        {
            if (body is RejoinBody { Rejoin: var rejoin }) Apply(state, inForce, block, rejoin);
        }
    }

    private static void Apply(StateEditor state, Configuration inForce, in BlockContext block, Rejoin rejoin)
    {
        var rejoins = state.Open(CoreMaps.Rejoins);
        var key = RejoinEntry.Key(rejoin.Sender);
        RejoinEntry? known = rejoins.TryGet(key, out var bytes) ? RejoinEntry.Decode(bytes.Span) : null;
        if (RejoinRules.Accept(rejoin, inForce, known, block.Time) is not { } accepted) return;
        rejoins.PutOwned(key, accepted.Encode());

        // A change that waits already serves this member too: nobody can have signed under its number before this
        // height.
        if (state.Open(CoreMaps.Configurations).TryGet(ConfigurationMap.Key(accepted.Number), out _)) return;
        var last = RejoinRules.LastUnderOld(block.Height, inForce.Parameters);
        ConfigurationMap.Put(state, last.Next, inForce.Renumbered());
    }
}
