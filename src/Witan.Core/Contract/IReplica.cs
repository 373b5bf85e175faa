namespace Witan.Core.Contract;

/// <summary>
/// A deterministic machine: same configuration, same recovered records and same inputs give the same effects, byte for
/// byte.
/// </summary>
public interface IReplica
{
    /// <summary>
    /// Called once after recovery, before any input: arms timers and re-sends what the last life promised.
    /// </summary>
    void Start(in Clock now, Outbox outbox);

    /// <param name="now">The time of this input.</param>
    /// <param name="input">One thing that happened.</param>
    /// <param name="outbox">Takes the effects, in order.</param>
    /// <exception cref="InvariantException">A broken invariant; the host stops the replica.</exception>
    void Step(in Clock now, Input input, Outbox outbox);
}
