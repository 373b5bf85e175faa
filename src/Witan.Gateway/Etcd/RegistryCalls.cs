using Etcdserverpb;
using Witan.Gateway.Grpc;
using Witan.Registry;

namespace Witan.Gateway.Etcd;

/// <summary>
/// One way to the registry for all services: encode, ask, decode, and turn what went wrong into a status.
/// </summary>
internal sealed class RegistryCalls(IRegistry registry, GatewayIdentity identity)
{
    public GatewayIdentity Identity => identity;

    public ulong Configuration => registry.Configuration;

    /// <summary>Has a request ordered; its message had <paramref name="size"/> bytes as the client sent it.</summary>
    public async ValueTask<GrpcResult<TReply>> SubmitAsync<TResult, TReply>(
        Translation<RegistryRequest> translation, int size, Func<TResult, ResponseHeader, TReply> reply, GrpcCall call)
        where TResult : RegistryResult
        where TReply : class
    {
        if (translation.Value is not { } request) return translation.Refusal;
        var error = request.TryEncode(out var bytes);
        if (error == RegistryError.None && size > EtcdRequests.MaxRequestBytes) error = RegistryError.RequestTooLarge;
        if (error != RegistryError.None) return EtcdErrors.Of(error);
        var answer = await registry.SubmitAsync(bytes, call.Cancellation).ConfigureAwait(false);
        return Reply<TResult, TReply>(answer, (result, proven) => reply(result, Header(result, proven)));
    }

    /// <summary>Reads without the order.</summary>
    public async ValueTask<GrpcResult<TReply>> QueryAsync<TResult, TReply>(
        RegistryQuery query, ReadConsistency consistency,
        Func<TResult, RegistryAnswer.Proven, TReply> reply, CancellationToken cancellation)
        where TResult : RegistryResult
        where TReply : class
    {
        var error = query.TryEncode(out var bytes);
        if (error != RegistryError.None) return EtcdErrors.Of(error);
        var answer = await registry.QueryAsync(bytes, consistency, cancellation).ConfigureAwait(false);
        return Reply(answer, reply);
    }

    /// <summary>The header of a reply at the top level.</summary>
    public ResponseHeader Header(RegistryResult result, RegistryAnswer.Proven proven) => new()
    {
        ClusterId = identity.ClusterId,
        MemberId = identity.MemberId,
        Revision = result.Revision,
        RaftTerm = proven.Configuration,
    };

    private static GrpcResult<TReply> Reply<TResult, TReply>(
        RegistryAnswer answer, Func<TResult, RegistryAnswer.Proven, TReply> reply)
        where TResult : RegistryResult
        where TReply : class
    {
        if (answer is RegistryAnswer.OutcomeUnknown) return EtcdErrors.OutcomeUnknown;
        if (answer is not RegistryAnswer.Proven proven) return EtcdErrors.NoQuorum;
        return RegistryResult.Decode(proven.Result) switch
        {
            TResult result => reply(result, proven),
            RegistryResult.Refused refused => EtcdErrors.Of(refused.Error),
            // Proven and yet not an answer to what was asked: the state machine and this gateway are of different
            // builds.
            _ => throw new InvalidOperationException($"a proven answer is not a {typeof(TResult).Name}"),
        };
    }
}
