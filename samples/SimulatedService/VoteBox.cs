using System.Text;
using Witan.Core.Application;

namespace SimulatedService;

/// <summary>
/// A service of one's own: a request is a name, and one more vote for it. The result is the number of its votes.
/// </summary>
public class VoteBox : IStateMachine
{
    public void Apply(in BlockContext block, IState state, IReadOnlyList<Request> requests, IResults results)
    {
        var votes = state.Map("votes");
        foreach (var request in requests)
        {
            var before = votes.TryGet(request.Body.Span, out var known) ? BitConverter.ToInt64(known.Span) : 0;
            var after = BitConverter.GetBytes(before + 1);
            votes.Put(request.Body.Span, after);
            Stamp(state, request);
            results.Add(after);
        }
    }

    /// <summary>When the last vote came: block time would be the right clock.</summary>
    protected virtual void Stamp(IState state, Request request)
    {
    }
}

/// <summary>
/// The planted fault: each replica writes what its own counter of instances says, as a machine's clock would.
/// </summary>
public sealed class VoteBoxWithOwnClock : VoteBox
{
    private static int s_instances;
    private readonly int _clock = Interlocked.Increment(ref s_instances);

    protected override void Stamp(IState state, Request request) =>
        state.Map("stamps").Put(request.Body.Span, Encoding.ASCII.GetBytes("at " + _clock));
}
