using Witan.Core.Certificates;
using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Primitives.Encoding;

namespace Witan.Core.Reconfiguration;

/// <summary>
/// Keeps the certified steps from the first configuration to the newest: takes them from own checkpoints and from
/// peers, stores them, and serves them to whoever trusts an older configuration.
/// </summary>
internal sealed class StepDesk(Configurations configurations)
{
    /// <summary>
    /// A checkpoint became stable or was installed: that of a configuration's last height is the step to the next.
    /// </summary>
    public void OnStable(StateCertificate certificate, Outbox outbox)
    {
        var number = certificate.Commitment.Configuration;
        if (configurations.LastHeightOf(number) != certificate.Height) return;
        Take(new ConfigurationStep(certificate, configurations.At(certificate.Height.Next)), outbox);
    }

    /// <summary>Steps of a peer: their signatures were verified, each under the one before.</summary>
    public void OnSteps(Steps steps, Outbox outbox)
    {
        foreach (var step in steps.Items)
        {
            if (Take(step, outbox)) outbox.Add(new Internal.CheckpointSeen(step.Certificate));
        }
    }

    public void OnFetch(FetchSteps fetch, Origin from, Outbox outbox)
    {
        var items = new List<ConfigurationStep>();
        var bytes = 0;
        for (var i = fetch.Above.Value; i < (ulong)configurations.Steps.Count; i++)
        {
            if (items.Count == Steps.MaxItems || bytes > Steps.TargetBytes) break;
            var step = configurations.Steps[(int)i];
            items.Add(step);
            bytes += SizeOf(step);
        }

        if (items.Count > 0) outbox.SendEarly(new Steps(items), Destination.To(from));
    }

    private bool Take(ConfigurationStep step, Outbox outbox)
    {
        if (!configurations.Learn(step)) return false;
        outbox.Store(new StepRecord(step));
        var named = step.Certificate.Commitment.NextConfiguration;
        outbox.Note(new Trace(TraceKind.ConfigurationStep, step.First, Digest: named));
        return true;
    }

    private static int SizeOf(ConfigurationStep step)
    {
        var writer = new CanonicalWriter(2048);
        step.Write(writer);
        return writer.Length;
    }
}
