using Witan.Core.Messages;
using Witan.Primitives.Membership;

namespace Witan.Node;

/// <summary>What one member said of itself when it was asked. Unproved: for operators.</summary>
/// <param name="Member">As the configuration has it.</param>
/// <param name="Answer">Null if there was none.</param>
/// <param name="Problem">Why there was none; empty if there was one.</param>
public sealed record ReplicaReport(Member Member, StatusAnswer? Answer, string Problem);
