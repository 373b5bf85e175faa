using Witan.Core.Messages;
using Witan.Primitives.Encoding;

namespace Witan.Core.Evidence;

/// <summary>
/// Two signed statements that together show a lie, whoever looks at them: one member, one promise key, two texts.
/// Without what rides along by digest, and in the order of their bytes, so that a pair has one form whichever half was
/// seen first.
/// </summary>
public sealed class EvidencePair
{
    /// <summary>
    /// Bytes of both. Two NEW-VIEWs at n = 4 with full windows take this much; a larger pair is counted and not kept,
    /// since what is kept for good must stay small.
    /// </summary>
    public const int MaxBytes = 1024 * 1024;

    private EvidencePair(SignedStatement first, SignedStatement second)
    {
        First = first;
        Second = second;
    }

    public SignedStatement First { get; }

    public SignedStatement Second { get; }

    public EvidenceKey Key => new(First.Statement.Sender, First.Type, First.Statement.Configuration);

    public int Bytes => First.Encoded.Length + Second.Encoded.Length;

    /// <summary>Whether the two contradict each other. That both signatures hold is the verifier's to say.</summary>
    public bool IsLie
    {
        get
        {
            var (first, second) = (First.Statement, Second.Statement);
            return first.Sender == second.Sender && first.Promise is { } key && second.Promise == key
                && first.TextDigest(default, 0) != second.TextDigest(default, 0);
        }
    }

    /// <summary>The pair in its one form.</summary>
    public static EvidencePair Of(SignedStatement one, SignedStatement other)
    {
        var (first, second) = (one.Bare, other.Bare);
        return Order(first, second) <= 0 ? new EvidencePair(first, second) : new EvidencePair(second, first);
    }

    public void Write(CanonicalWriter writer)
    {
        writer.Raw(First.Encoded.Span);
        writer.Raw(Second.Encoded.Span);
    }

    /// <summary>Null, and the reader failed, for anything but one canonical pair.</summary>
    public static EvidencePair? Read(ref CanonicalReader reader, MessageCodec codec)
    {
        var before = reader.Remaining;
        var first = codec.ReadNested(ref reader);
        var second = codec.ReadNested(ref reader);
        if (first is null || second is null || before - reader.Remaining > MaxBytes
            || first.Bare != first || second.Bare != second || Order(first, second) >= 0)
        {
            reader.Fail();
            return null;
        }

        return new EvidencePair(first, second);
    }

    private static int Order(SignedStatement first, SignedStatement second) =>
        first.Encoded.Span.SequenceCompareTo(second.Encoded.Span);
}
