namespace Witan.EndToEnd.Tests.Differential;

/// <summary>What servers are asked: first all commands of etcdctl, then all raw calls, on the state that these left.
/// </summary>
public sealed record ScriptPart(IReadOnlyList<ScriptCommand> Commands, IReadOnlyList<RawCall> Calls)
{
    private static readonly string[] CallsOfEveryKind =
    [
        "Put, put", "Put, no key", "Range, every key", "Range, count only with limit", "Range, no key",
        "Txn, old and new in one txn", "Txn, nested put, then reads", "Txn, only nested reads", "Txn, 129 reads",
        "DeleteRange, one with prev_kv", "Compact, negative", "Nothing, unknown method",
    ];

    /// <summary>Everything.</summary>
    public static ScriptPart Whole { get; } = new(Read("etcdctl-script.txt"), RawCalls.All);

    /// <summary>Every kind of question once.</summary>
    public static ScriptPart EveryKind { get; } = new(
        Read("etcdctl-script-short.txt"), [.. RawCalls.All.Where(call => CallsOfEveryKind.Contains(call.Name))]);

    private static IReadOnlyList<ScriptCommand> Read(string file) =>
        ScriptParser.Parse(File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Differential", file)));
}
