using Witan.Core.Contract;

namespace Witan.TestKit.Storage;

/// <summary>A release gate as a property test sees it, so that a faulty one can stand in its place.</summary>
public interface IGate
{
    void Enqueue(IReadOnlyList<Effect> effects);

    /// <summary>Takes what waits for the disk; false if nothing does or a batch is out.</summary>
    bool BeginFlush();

    /// <summary>The batch that was taken is durable; the tickets that are.</summary>
    IReadOnlyList<Input> EndFlush();

    /// <summary>All effects that may leave now, in order.</summary>
    IReadOnlyList<Effect> Drain();
}
