using Witan.Primitives;
using Witan.Protocols.Pbft;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks.Pbft;

/// <summary>A31: asks for the next view again and again, for no reason. What it asks for is valid.</summary>
internal sealed class ViewChangeStorm(StrategyCall call) : PbftAttack(call)
{
    private View _asked;

    public override void Begin() => Every(Call.Count("everyMs")!.Value * 1000, Ask);

    private void Ask()
    {
        var step = (ulong)Call.Count("step")!.Value;
        var from = Call.Flag("onlyNext") || View > _asked ? View : _asked;
        _asked = Call.Flag("onlyNext") ? from.Next : new View(from.Value + step);
        var request = Sign(new ViewChange(Liar.Configuration.Number, Liar.Id, _asked, null, []));
        foreach (var to in Liar.Others)
        {
            if (!IsVictim(to)) continue;
            Say(to, request);
            Fire();
        }
    }
}
