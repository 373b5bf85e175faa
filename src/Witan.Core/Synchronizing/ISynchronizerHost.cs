using Witan.Core.Contract;
using Witan.Primitives;

namespace Witan.Core.Synchronizing;

/// <summary>The protocol around a synchroniser: gives its bytes and takes its upcalls.</summary>
public interface ISynchronizerHost
{
    /// <summary>The statement as the protocol numbers and names it.</summary>
    WishStatement NewWish(View view);

    /// <summary>
    /// The record that makes both durable; recovery hands them to <see cref="Synchronizer.Recover"/>.
    /// </summary>
    /// <param name="view">The last entered one.</param>
    /// <param name="wish">The highest that was wished for.</param>
    Record NewRecord(View view, View wish);

    /// <summary>The upcall newView(v): views strictly increase, and some may be left out.</summary>
    void EnterView(View view, Outbox outbox);

    /// <summary>The host's own messages may have been lost, like the WISH that goes out again now.</summary>
    void Retransmit(Outbox outbox);
}
