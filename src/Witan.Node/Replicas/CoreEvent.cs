using Witan.Core.Contract;
using Witan.Storage.Journals;

namespace Witan.Node;

/// <summary>One thing that the core thread has to handle: an input, or a batch that became durable.</summary>
/// <param name="Input">Null for a batch.</param>
/// <param name="Batch">Null for an input.</param>
/// <param name="From">Gets its credit back when the input was handled; null for what came from inside.</param>
/// <param name="Bytes">Of that credit.</param>
internal readonly record struct CoreEvent(
    Input? Input, JournalBatch? Batch = null, Inbound? From = null, int Bytes = 0)
{
    /// <summary>Whether its sender has a budget for it.</summary>
    public bool IsCostly => Input is Input.Received received && FrameClass.IsCostly(received.Message.Message.Type);
}
