namespace Witan.Simulation.Checking.Linearizability;

/// <summary>
/// The sequential object that a history is compared with. States are small and immutable, and their equality and hash
/// go by content: the search keeps many.
/// </summary>
public interface IModel<TState, TOperation, TResult>
    where TState : IEquatable<TState>
{
    /// <summary>The state before the first operation.</summary>
    TState Initial { get; }

    /// <summary>About how many bytes a kept state costs.</summary>
    int SizeOf(TState state);

    /// <summary>
    /// Whether the operation can change no state; without an answer it then says nothing and is left out.
    /// </summary>
    bool IsReadOnly(TOperation operation);

    /// <summary>Which parts of the state the operation reads or writes.</summary>
    /// <remarks>
    /// Operations that share no key must not influence each other: histories are checked apart by connected keys.
    /// </remarks>
    void Touch(TOperation operation, Footprint footprint);

    /// <summary>
    /// Adds every state in which the operation can leave the object if it answers so: none if it cannot answer so in
    /// this state, several where the client's view leaves the effect open.
    /// </summary>
    void Step(TState state, TOperation operation, in Outcome<TResult> outcome, List<TState> next);

    /// <summary>
    /// The entries of one part, with unanswered operations made equal where no answer in the part could tell which of
    /// them took effect. The search tries equal ones in one order only; without this, k lost writes have 2^k choices.
    /// </summary>
    HistoryEntry<TOperation, TResult>[] Unify(HistoryEntry<TOperation, TResult>[] part) => part;

    /// <summary>Operation and outcome in a few words, e.g. <c>put(a, 1) -> ok</c>.</summary>
    string Describe(TOperation operation, in Outcome<TResult> outcome);

    /// <summary>The state in a few words.</summary>
    string Describe(TState state);
}
