using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Protocols.Streamlet;

namespace Witan.Tests.Protocols.Streamlet;

/// <summary>What stands in the effects of a step.</summary>
internal static class Effects
{
    public static Vote? VoteIn(IEnumerable<Effect> effects) =>
        effects.OfType<Effect.Sign>().Select(s => s.Statement).OfType<Vote>().SingleOrDefault();

    public static Proposal? ProposalIn(IEnumerable<Effect> effects) =>
        effects.OfType<Effect.Sign>().Select(s => s.Statement).OfType<Proposal>().SingleOrDefault();

    public static string? RefusalIn(IEnumerable<Effect> effects) =>
        effects.OfType<Effect.Note>().Select(n => n.Trace).SingleOrDefault(t => t.Kind == TraceKind.Rejected)?.Reason;

    /// <summary>Heights that became final, in order.</summary>
    public static IEnumerable<ulong> Decided(IEnumerable<Effect> effects) =>
        effects.OfType<Internal.Decide>().Select(d => d.Height.Value);

    /// <summary>Places to which a statement of another was passed on.</summary>
    public static IEnumerable<int> EchoedTo(IEnumerable<Effect> effects) =>
        effects.OfType<Effect.SendEarly>().Where(s => s.Message is SignedStatement)
            .Select(s => (int)s.To.Replica.Value);
}
