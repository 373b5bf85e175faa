using Witan.Core.Blocks;
using Witan.Core.Reconfiguration;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Core.Messages;

/// <summary>Bodies inside messages and records: kind u8 | bytes.</summary>
internal static class BodyCodec
{
    public const int MinimumBytes = 1 + 4 + RejoinBody.Size;

    public static void Write(CanonicalWriter writer, IBody body)
    {
        writer.U8(body.Kind);
        writer.Bytes(body.Body.Span);
    }

    /// <summary>Null, and the reader failed, for anything but one canonical body.</summary>
    public static IBody? Read(ref CanonicalReader reader)
    {
        IBody? body = reader.U8() switch
        {
            Reference.Bundle => Bundle.Decode(reader.Bytes(Limits.MaxBundleBytes)),
            Reference.Rejoin => RejoinBody.Decode(reader.Bytes(RejoinBody.Size)),
            _ => null,
        };
        if (body is null) reader.Fail();
        return body;
    }

    public static void WriteMany(CanonicalWriter writer, IReadOnlyList<IBody> bodies)
    {
        writer.Count(bodies.Count);
        foreach (var body in bodies) Write(writer, body);
    }

    public static IBody[] ReadMany(ref CanonicalReader reader)
    {
        var bodies = new IBody[reader.Count(Limits.MaxBlockReferences, MinimumBytes)];
        for (var i = 0; i < bodies.Length && !reader.Failed; i++)
        {
            if (Read(ref reader) is { } body) bodies[i] = body;
        }

        return bodies;
    }
}
