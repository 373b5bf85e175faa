using Witan.Primitives;
using Witan.Simulation.Scenarios;
using Timeout = Witan.Protocols.HotStuff.Timeout;

namespace Witan.Simulation.Attacks.HotStuff;

/// <summary>A31: gives views up again and again, for no reason. What it says is valid.</summary>
internal sealed class ViewChangeStorm(StrategyCall call) : HotStuffAttack(call)
{
    private View _given;

    public override void Begin() => Every(Call.Count("everyMs")!.Value * 1000, Ask);

    private void Ask()
    {
        var step = (ulong)Call.Count("step")!.Value;
        var from = Call.Flag("onlyNext") || View > _given ? View : _given;
        _given = Call.Flag("onlyNext") ? from : new View(from.Value + step);
        var request = Sign(new Timeout(Liar.Configuration.Number, Liar.Id, _given, default, null, null));
        foreach (var to in Liar.Others)
        {
            if (!IsVictim(to)) continue;
            Say(to, request);
            Fire();
        }
    }
}
