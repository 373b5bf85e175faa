using System.Buffers.Binary;
using Witan.Core.Contract;
using Witan.Core.Execution;
using Witan.Core.Ordering;
using Witan.Primitives;
using Witan.Primitives.Encoding;
using Witan.Primitives.Membership;

namespace Witan.Core.Reconfiguration;

/// <summary>
/// The newest configurations as the replicated state holds them (<see cref="CoreMaps.Configurations"/>), so that a
/// certified state says who decides after it. Configuration 0 is the genesis' and has no entry.
/// </summary>
internal static class ConfigurationMap
{
    /// <summary>
    /// Entries that stay: the pending one, that in force, and some before. Older ones are proved by steps alone.
    /// </summary>
    public const int Kept = 16;

    /// <summary>Numbers are big-endian, so that order of bytes is order of numbers.</summary>
    public static byte[] Key(ConfigurationNumber number)
    {
        var key = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(key, number.Value);
        return key;
    }

    public static byte[] Encode(Height first, Configuration configuration)
    {
        var writer = new CanonicalWriter(1024);
        writer.Height(first);
        configuration.Write(writer);
        return writer.ToArray();
    }

    public static (Height First, Configuration Configuration) Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new CanonicalReader(bytes);
        var first = reader.Height();
        var configuration = Configuration.Read(ref reader);
        Invariant.Require(reader.Complete && configuration is not null, "configuration entry in the state decodes");
        return (first, configuration);
    }

    /// <summary>The decided configuration after this one, or null.</summary>
    public static (Height First, Configuration Configuration)? Next(StateMaps state, ConfigurationNumber number) =>
        state.Map(CoreMaps.Configurations).TryGet(Key(number.Next), out var bytes) ? Decode(bytes) : null;

    /// <summary>Writes a decided change, and lets go of the oldest entry.</summary>
    public static void Put(StateEditor state, Height first, Configuration configuration)
    {
        var map = state.Open(CoreMaps.Configurations);
        map.PutOwned(Key(configuration.Number), Encode(first, configuration));
        if (configuration.Number.Value <= Kept) return;
        map.Delete(Key(new ConfigurationNumber(configuration.Number.Value - Kept)));
    }

    /// <summary>Lets the configurations follow the executed state.</summary>
    /// <returns>False if the state is further than the steps that are known.</returns>
    public static bool Follow(StateMaps state, Configurations configurations)
    {
        foreach (var entry in MapRanges.Of(state.Map(CoreMaps.Configurations), default, null, false))
        {
            var (first, configuration) = Decode(entry.Value.Span);
            if (!configurations.Decide(first, configuration)) return false;
        }

        return true;
    }
}
