using Witan.TestKit.Grpc;

namespace Witan.EndToEnd.Tests.Differential;

/// <summary>A call that etcdctl cannot make.</summary>
/// <param name="Name">What it asks.</param>
/// <param name="Path">The method's path.</param>
/// <param name="Body">The message.</param>
/// <param name="TextMatters">Whether clients match the status text, so that it must be equal too.</param>
public sealed record RawCall(string Name, string Path, Proto Body, bool TextMatters = true);
