using Witan.Primitives;
using Witan.Storage.Journals;

namespace Witan.Node;

/// <summary>A batch to write and flush, or a height below which the journal may forget.</summary>
internal readonly record struct JournalWork(JournalBatch? Batch, Height Below);
