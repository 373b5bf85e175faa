using System.Globalization;
using System.Text;
using Witan.Core.Application;
using Witan.Registry;
using Witan.Simulation.Checking.Linearizability;
using Witan.Simulation.Scenarios;
using Witan.Simulation.Workloads;

namespace Witan.Simulation.Services;

/// <summary>
/// The registry: txn puts a value if the key does not exist, range reads all keys that begin with a text.
/// </summary>
public sealed class RegistryService : IService
{
    public string Name => "registry";

    public IStateMachine Machine { get; } = new RegistryStateMachine();

    public ReadOnlyMemory<byte>? Request(Operation operation)
    {
        if (operation.IsRead) return null;
        return Encode(RequestOf(operation));
    }

    public ReadOnlyMemory<byte>? Query(Operation operation)
    {
        if (!operation.IsRead) return null;
        var error = new RegistryQuery.Range(RangeOf(operation)).TryEncode(out var bytes);
        return error == RegistryError.None ? bytes : throw Unusable(operation, error);
    }

    public ReadOnlyMemory<byte>? OrderedQuery(Operation operation) => Encode(RangeOf(operation));

    public string? Read(Operation operation, ReadOnlyMemory<byte> result) =>
        (operation.Kind, RegistryResult.Decode(result)) switch
        {
            (OperationKind.Put, RegistryResult.Put) => "ok",
            (OperationKind.Del, RegistryResult.DeleteRange) => "ok",
            (OperationKind.Txn, RegistryResult.Txn txn) => txn.Succeeded ? "ok" : "exists",
            (OperationKind.Get, RegistryResult.Range { Kvs: [var entry] }) => Text(entry.Value),
            (OperationKind.Get, RegistryResult.Range { Kvs: [] }) => "none",
            (OperationKind.Range, RegistryResult.Range range) => range.Count.ToString(CultureInfo.InvariantCulture),
            _ => null,
        };

    public LinearizabilityReport Judge(IReadOnlyList<Call> history)
    {
        var entries = new List<HistoryEntry<KvOperation, KvAnswer>>();
        foreach (var call in history) entries.Add(call.ToEntry(ModelOf(call.Operation), AnswerOf));
        return new LinearizabilityChecker<KvState, KvOperation, KvAnswer>(new KvModel()).Check(entries);
    }

    private static KvOperation ModelOf(Operation operation) => operation.Kind switch
    {
        OperationKind.Put => new KvOperation.Put(operation.Key, operation.Value),
        OperationKind.Del => new KvOperation.Delete(operation.Key),
        OperationKind.Txn => KvOperation.Txn.CompareAndPut(
            KvCondition.OnVersion(operation.Key, KvRelation.Equal, 0), operation.Value),
        OperationKind.Get => new KvOperation.Get(operation.Key),
        _ => new KvOperation.Range(operation.Key, EndOf(operation.Key)),
    };

    /// <summary>The first text above all that begin with the given one; null if there is none.</summary>
    private static string? EndOf(string prefix) =>
        prefix.Length == 0
            ? null
            : string.Concat(prefix.AsSpan(0, prefix.Length - 1), ((char)(prefix[^1] + 1)).ToString());

    private static KvAnswer AnswerOf(ReadOnlyMemory<byte> result) => RegistryResult.Decode(result) switch
    {
        RegistryResult.Put put => new KvAnswer.Written(put.Revision),
        RegistryResult.DeleteRange delete => new KvAnswer.Deleted((int)delete.Deleted, delete.Revision),
        // The answer of an operation within a transaction has the transaction's revision.
        RegistryResult.Txn txn => new KvAnswer.Chosen(
            txn.Succeeded, [.. txn.Responses.Select(r => new KvAnswer.Written(r.Revision))], txn.Revision),
        RegistryResult.Range range => new KvAnswer.Found([.. range.Kvs.Select(EntryOf)], range.Revision),
        // No operation of the model answers so: the checker will say that it cannot be placed.
        _ => new KvAnswer.Deleted(int.MinValue),
    };

    private static KvEntry EntryOf(KeyValue entry) =>
        new(Text(entry.Key), Text(entry.Value), entry.Version, entry.ModRevision);

    private static RegistryRequest RequestOf(Operation operation)
    {
        var key = Encoding.UTF8.GetBytes(operation.Key);
        var put = new RegistryRequest.Put { Key = key, Value = Encoding.UTF8.GetBytes(operation.Value) };
        return operation.Kind switch
        {
            OperationKind.Put => put,
            OperationKind.Del => new RegistryRequest.DeleteRange { Key = key },
            _ => new RegistryRequest.Txn { Compare = [IsAbsent(key)], Success = [put] },
        };
    }

    private static Comparison IsAbsent(byte[] key) =>
        new() { Target = ComparisonTarget.Version, Result = ComparisonResult.Equal, Key = key, Number = 0 };

    private static RegistryRequest.Range RangeOf(Operation operation)
    {
        var key = Encoding.UTF8.GetBytes(operation.Key);
        if (operation.Kind == OperationKind.Get) return new RegistryRequest.Range { Key = key };
        return key.Length == 0
            ? new RegistryRequest.Range { Key = new byte[1], RangeEnd = new byte[1] }
            : new RegistryRequest.Range { Key = key, RangeEnd = Registry.KeyRange.PrefixEnd(key) };
    }

    private static byte[] Encode(RegistryRequest request)
    {
        var error = request.TryEncode(out var bytes);
        return error == RegistryError.None ? bytes : throw new ArgumentException("the registry refuses it: " + error);
    }

    private static ArgumentException Unusable(Operation operation, RegistryError error) =>
        new($"the registry refuses '{operation}': {error}");

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);
}
