using Witan.Core.Contract;

namespace Witan.Core.Composition;

/// <summary>
/// How often each kind of event, and each reason of rejection, occurred. Names are constants of the code: bounded.
/// </summary>
internal sealed class TraceCounters
{
    private readonly SortedList<string, ulong> _counts = new(StringComparer.Ordinal);

    public IReadOnlyList<KeyValuePair<string, ulong>> All => [.. _counts];

    public void Count(Trace trace)
    {
        var name = trace.Kind == TraceKind.Rejected ? "rejected." + trace.Reason : NameOf(trace.Kind);
        _counts[name] = _counts.GetValueOrDefault(name) + 1;
    }

    private static string NameOf(TraceKind kind) => "event." + kind;
}
