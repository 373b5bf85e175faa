using Witan.Primitives;
using Witan.Protocols.Pbft;

namespace Witan.Simulation.Attacks.Pbft.Forging;

/// <summary>VIEW-CHANGEs that say less than their sender knows, and are valid all the same.</summary>
internal static class Poorer
{
    /// <summary>Without the certificates that prepared in these views; null if that changes nothing.</summary>
    public static ViewChange? WithoutPrepared(ViewChange honest, Func<View, bool> hides)
    {
        PreparedCertificate[] shown = [.. honest.Prepared.Where(p => !hides(p.View))];
        return shown.Length == honest.Prepared.Count
            ? null
            : new ViewChange(honest.Configuration, honest.Sender, honest.Target, honest.Stable, shown);
    }

    /// <summary>
    /// Without all certificates, or without the checkpoint where there are none; null if there is neither.
    /// </summary>
    public static ViewChange? Poorest(ViewChange honest)
    {
        if (WithoutPrepared(honest, static _ => true) is { } poorer) return poorer;
        return honest.Stable is null
            ? null
            : new ViewChange(honest.Configuration, honest.Sender, honest.Target, null, []);
    }
}
