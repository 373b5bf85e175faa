namespace Witan.EndToEnd.Tests.Clusters;

/// <summary>What a command left.</summary>
internal sealed record CommandResult(int Code, string Output, string Error);
