namespace Witan.Gateway.Grpc;

/// <summary>How a call ended: a code, and for anything but success a text that clients may match.</summary>
/// <param name="Code">The code on the wire.</param>
/// <param name="Message">Any text; it is percent-encoded on its way. Empty for success.</param>
public readonly record struct GrpcStatus(GrpcStatusCode Code, string Message)
{
    public static GrpcStatus Ok { get; } = new(GrpcStatusCode.Ok, "");

    public bool IsOk => Code == GrpcStatusCode.Ok;

    /// <summary>The client's deadline passed; the text is the one that gRPC clients use for their own.</summary>
    public static GrpcStatus DeadlineExceeded { get; } =
        new(GrpcStatusCode.DeadlineExceeded, "context deadline exceeded");

    /// <summary>The client went away; nobody reads this, but it is counted.</summary>
    public static GrpcStatus Cancelled { get; } = new(GrpcStatusCode.Cancelled, "context canceled");
}
