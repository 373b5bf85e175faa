using Witan.Primitives;

namespace Witan.Storage.Journals;

/// <summary>What the journal must know of a record to write it and to let go of it later.</summary>
/// <param name="Kind">Of the record.</param>
/// <param name="NeededUntil">See <see cref="Core.Contract.Record.NeededUntil"/>.</param>
/// <param name="Replaces">See <see cref="Core.Contract.Record.Replaces"/>.</param>
/// <param name="Start">Of the body in the batch.</param>
/// <param name="Length">Bytes of the body.</param>
internal readonly record struct JournalEntry(byte Kind, Height? NeededUntil, int Replaces, int Start, int Length);
