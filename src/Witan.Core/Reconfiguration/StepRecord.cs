using Witan.Core.Contract;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Core.Reconfiguration;

/// <summary>
/// A step that this replica has verified. Each is kept for good: clients that trust the first configuration need all.
/// </summary>
public sealed class StepRecord(ConfigurationStep step) : Record
{
    public ConfigurationStep Step { get; } = step;

    public override byte Kind => RecordKind.Step;

    public override Height? NeededUntil => null;

    /// <summary>One per number; <see cref="Limits.MaxConfigurations"/> bounds them.</summary>
    public override int Replaces => (Kind << 16) | (int)Step.Configuration.Number.Value;

    public override void Write(CanonicalWriter writer) => Step.Write(writer);

    public static StepRecord? Read(ref CanonicalReader reader)
    {
        var step = ConfigurationStep.Read(ref reader);
        if (step?.Configuration.Number.Value >= Limits.MaxConfigurations) reader.Fail();
        return reader.Failed || step is null ? null : new StepRecord(step);
    }
}
