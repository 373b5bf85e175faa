using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Witan.Primitives;

namespace Witan.Node;

/// <summary>
/// Settings as JSON for people: camel case, durations as milliseconds, comments allowed, unknown members refused.
/// </summary>
internal static class SettingsFile
{
    private const string Unit = "Milliseconds";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        WriteIndented = true,
        Converters = { new DurationConverter(), new ReplicaIdConverter(), new JsonStringEnumConverter() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { NameDurations } },
    };

    /// <exception cref="NodeSetupException">Missing or not such a file.</exception>
    public static T Read<T>(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllBytes(path), Json)
                ?? throw NodeSetupException.OfFile($"{path} is empty");
        }
        catch (JsonException failure)
        {
            throw NodeSetupException.OfFile($"{path} is refused{WhereAndWhy(failure)}", failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw NodeSetupException.OfFile(
                $"{path} cannot be read: {FileTrouble.Of(path, failure)}; put it back from a copy "
                + "(witan init --dir NEW writes such a file to compare with)",
                failure);
        }
    }

    public static byte[] Render<T>(T settings) => [.. JsonSerializer.SerializeToUtf8Bytes(settings, Json), (byte)'\n'];

    /// <summary>The serializer's own texts name types of this program, which an operator does not know.</summary>
    private static string WhereAndWhy(JsonException failure)
    {
        var line = failure.LineNumber is { } number
            ? string.Create(CultureInfo.InvariantCulture, $" at line {number + 1}")
            : "";
        var setting = failure.Path is { Length: > 2 } path ? path[2..] : "";
        if (failure.Message.Contains("could not be mapped", StringComparison.Ordinal))
            return $"{line}: there is no setting '{setting}'";
        if (setting.EndsWith(Unit, StringComparison.Ordinal))
            return $"{line}: {setting} is a whole number of milliseconds";
        // The reader's own fault is the inner one where the text is no JSON at all.
        return failure.InnerException is JsonException || setting.Length == 0
            ? $"{line}: it is not valid JSON{(setting.Length > 0 ? ", near " + setting : "")}"
            : $"{line}: the value of {setting} is not of its kind";
    }

    private static void NameDurations(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
            if (property.PropertyType == typeof(TimeSpan)) property.Name += Unit;
    }

    private sealed class DurationConverter : JsonConverter<TimeSpan>
    {
        // A year; more is a mistake, and far from overflow.
        private const long Most = 366L * 24 * 3600 * 1000;

        public override TimeSpan Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            reader.TryGetInt64(out var count) && count is >= 0 and <= Most
                ? new TimeSpan(count * TimeSpan.TicksPerMillisecond)
                : throw new JsonException("a duration is a whole number of milliseconds");

        public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(value.Ticks / TimeSpan.TicksPerMillisecond);
    }

    private sealed class ReplicaIdConverter : JsonConverter<ReplicaId>
    {
        public override ReplicaId Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            reader.TryGetUInt32(out var id) ? new ReplicaId(id) : throw new JsonException("a replica's id is a number");

        public override void Write(Utf8JsonWriter writer, ReplicaId value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(value.Value);
    }
}
