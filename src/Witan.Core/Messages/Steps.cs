using Witan.Core.Reconfiguration;
using Witan.Primitives.Encoding;

namespace Witan.Core.Messages;

/// <summary>Consecutive steps to newer configurations, each verified under the one before.</summary>
public sealed class Steps(IReadOnlyList<ConfigurationStep> items) : Message
{
    /// <summary>Steps in one answer; the asker asks again for the rest.</summary>
    public const int MaxItems = 64;

    /// <summary>Bytes that a server puts into one answer: a few configurations of the largest size.</summary>
    public const int TargetBytes = 512 * 1024;

    // A certificate of one signer and a configuration of one member.
    private const int MinimumBytes = 280 + 68;

    /// <summary>At least one, by number, without a gap.</summary>
    public IReadOnlyList<ConfigurationStep> Items { get; } = items;

    public override byte Type => MessageType.Steps;

    public override void Visit(INestedVisitor visitor)
    {
        foreach (var step in Items) visitor.Step(step);
    }

    public override void WriteBody(CanonicalWriter writer)
    {
        writer.Count(Items.Count);
        foreach (var step in Items) step.Write(writer);
    }

    public static Steps? Read(ref CanonicalReader reader)
    {
        var items = new ConfigurationStep[reader.Count(MaxItems, MinimumBytes)];
        for (var i = 0; i < items.Length && !reader.Failed; i++)
        {
            if (ConfigurationStep.Read(ref reader) is not { } step) continue;
            items[i] = step;
            if (i > 0 && step.Configuration.Number != items[i - 1].Configuration.Number.Next) reader.Fail();
        }

        if (items.Length == 0) reader.Fail();
        return reader.Failed ? null : new Steps(items);
    }
}
