using Witan.Primitives;
using Witan.Protocols.Dbft;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks.Dbft;

/// <summary>
/// A31: asks for the next view of the height again and again, for no reason; what lies behind the others is a request
/// for recovery.
/// </summary>
internal sealed class ViewChangeStorm(StrategyCall call) : DbftAttack(call)
{
    private (Height Height, View View) _asked;

    public override void Begin() => Every(Call.Count("everyMs")!.Value * 1000, Ask);

    private void Ask()
    {
        if (_asked.Height != Height) _asked = (Height, View);
        var step = Call.Flag("onlyNext") ? 0 : (ulong)Call.Count("step")!.Value;
        var view = new View(Math.Min(HeightStatement.MaxView - 1ul, Math.Max(View.Value, _asked.View.Value)));
        _asked = (Height, new View(Call.Flag("onlyNext") ? View.Value : view.Value + step));
        var request = Sign(new ChangeView(
            Liar.Configuration.Number, Liar.Id, Height, view, ChangeViewReason.Timeout));
        foreach (var to in Liar.Others)
        {
            if (!IsVictim(to)) continue;
            Say(to, request);
            Fire();
        }
    }
}
