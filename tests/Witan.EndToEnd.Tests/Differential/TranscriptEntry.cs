namespace Witan.EndToEnd.Tests.Differential;

/// <summary>One question and its answer.</summary>
/// <param name="Question">The command or the call, with its place in the list.</param>
/// <param name="Outcome">Exit code or gRPC status.</param>
/// <param name="Output">Standard output, or the reply's bytes in hexadecimal.</param>
/// <param name="Error">Standard error, or the status text.</param>
public sealed record TranscriptEntry(string Question, string Outcome, string Output, string Error);
