namespace Witan.Gateway.Grpc;

/// <summary>
/// The client reset its stream or the connection broke. The server may say so through the body before it cancels the
/// request's token, so the token cannot be asked why a read failed.
/// </summary>
internal sealed class ClientGoneException : OperationCanceledException
{
    public ClientGoneException()
        : base("the client has gone")
    {
    }

    public ClientGoneException(Exception cause)
        : base("the client has gone", cause)
    {
    }
}
