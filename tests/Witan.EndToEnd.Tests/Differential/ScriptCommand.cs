namespace Witan.EndToEnd.Tests.Differential;

/// <summary>One command of the script.</summary>
/// <param name="Line">Its line in the file, from 1.</param>
/// <param name="Text">The line itself, for people.</param>
/// <param name="Arguments">What etcdctl gets, without endpoints.</param>
/// <param name="Input">Standard input; null for none.</param>
/// <param name="ColumnsOnly">Compare only the names of a table's columns.</param>
public sealed record ScriptCommand(
    int Line, string Text, IReadOnlyList<string> Arguments, string? Input, bool ColumnsOnly);
