using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks;

/// <summary>A14: says that it is elsewhere than it is, to replicas and to operators.</summary>
internal sealed class LieAboutHeight(StrategyCall call) : TargetedAttack(call)
{
    /// <summary>In so many messages "sinking" falls from its first claim to nothing.</summary>
    private const ulong Steps = 16;

    private ulong? _first;
    private ulong _said;
    private Message? _honest;
    private Message? _lie;

    public override void OnSend(NodeName to, Message message, Outgoing outgoing)
    {
        if (!IsVictim(to) || message is not (Progress or StatusAnswer))
        {
            outgoing.Pass(message);
            return;
        }

        // One broadcast is one claim.
        if (!ReferenceEquals(_honest, message)) _lie = Lie(message);
        _honest = message;
        outgoing.Pass(_lie!);
        Fire();
    }

    private Message Lie(Message message)
    {
        if (message is Progress progress)
        {
            var claim = Claim(progress.Executed);
            var stable = IsAhead(progress.Executed) ? claim - progress.Executed + progress.Stable.Value : claim.Value;
            return new Progress(claim, new Height(stable), progress.Held);
        }

        var status = (StatusAnswer)message;
        var height = Claim(status.Executed);
        return new StatusAnswer
        {
            Id = status.Id, Replica = status.Replica, Configuration = status.Configuration, View = status.View,
            Leader = status.Leader, Mode = status.Mode, Executed = height, Stable = height, HighestSeen = height,
            Stall = status.Stall, Counters = status.Counters,
        };
    }

    private bool IsAhead(Height executed) => _said > executed.Value;

    private Height Claim(Height executed)
    {
        var ahead = executed.Value + (ulong)Call.Count("ahead")!.Value;
        if (_first is null || Call.Choice("form") == "huge")
        {
            _said = ahead;
            _first ??= ahead;
        }
        else
        {
            var step = Math.Max(1, _first.Value / Steps);
            _said -= Math.Min(step, _said);
        }

        return new Height(_said);
    }
}
