using Witan.Core.Contract;

namespace Witan.Storage.Journals;

/// <summary>A journal ready to append, and what it remembers.</summary>
/// <param name="Journal">Owned by the caller.</param>
/// <param name="Records">In the order in which they were first written, each once; the genesis record is the first.
/// Records that nothing needs any more may be among them.</param>
/// <param name="TornBytes">How much of an unfinished write was cut off; 0 after an orderly end.</param>
public sealed record OpenedJournal(Journal Journal, IReadOnlyList<Record> Records, long TornBytes);
