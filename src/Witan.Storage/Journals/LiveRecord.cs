namespace Witan.Storage.Journals;

/// <summary>The latest record of one kind that only a later one replaces, kept at hand to be carried forward.</summary>
/// <param name="Kind">Of the record.</param>
/// <param name="Origin">The sequence under which it was first written.</param>
/// <param name="Sequence">Where its newest copy stands.</param>
/// <param name="Body">The encoded record.</param>
internal sealed record LiveRecord(byte Kind, ulong Origin, ulong Sequence, byte[] Body);
