using Witan.Core.Contract;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.SingleShot;

/// <summary>A value that this process is about to vote for: a vote implies possession, after a restart too.</summary>
/// <remarks>Layout: configuration u64 | instance u64 | value.</remarks>
public sealed class ValueRecord(ConfigurationNumber configuration, ulong instance, Value value) : Record
{
    public ConfigurationNumber Configuration { get; } = configuration;

    public ulong Instance { get; } = instance;

    public Value Value { get; } = value;

    public override byte Kind => SingleShotRecordKind.Value;

    public override Height? NeededUntil => new Height(Instance);

    public override void Write(CanonicalWriter writer)
    {
        writer.Configuration(Configuration);
        writer.U64(Instance);
        Value.Write(writer);
    }

    public static ValueRecord? Read(ref CanonicalReader reader)
    {
        var (configuration, instance) = (reader.Configuration(), reader.Height().Value);
        var value = Value.Read(ref reader);
        return reader.Failed || value is null ? null : new ValueRecord(configuration, instance, value);
    }
}
