using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;

namespace Witan.Gateway.Grpc;

/// <summary>Takes messages out of the body of one call. Owned by that call; not for two readers at once.</summary>
internal sealed class GrpcMessageReader<T>(
    PipeReader body, GrpcMarshaller<T> marshaller, GrpcServerOptions options, BufferBudget budget) : IDisposable
    where T : class
{
    /// <summary>Bytes of the budget that the message in progress, or the last one read, holds.</summary>
    private int _held;

    /// <summary>Reads the one message of a unary call and the end behind it.</summary>
    public async ValueTask<GrpcRead<T>> ReadOnlyMessageAsync(CancellationToken cancellation)
    {
        var read = await ReadAsync(cancellation).ConfigureAwait(false);
        if (read.IsEnd) return GrpcRead<T>.Refused("grpc: a unary call without a message");
        if (read.Message is null) return read;
        while (true)
        {
            var result = await ReadBodyAsync(cancellation).ConfigureAwait(false);
            var more = !result.Buffer.IsEmpty;
            body.AdvanceTo(result.Buffer.End);
            if (more) return GrpcRead<T>.Refused("grpc: a unary call with more than one message");
            if (result.IsCompleted) return read;
        }
    }

    /// <summary>Reads the next message of a stream.</summary>
    public async ValueTask<GrpcRead<T>> ReadAsync(CancellationToken cancellation)
    {
        Release();
        var length = -1;
        while (true)
        {
            var result = await ReadBodyAsync(cancellation).ConfigureAwait(false);
            var buffer = result.Buffer;
            if (length < 0 && GrpcFrame.TryReadPrefix(buffer, out var flag, out var declared))
            {
                if (Refusal(flag, declared) is { } refusal) return Abandon(buffer, refusal);
                length = (int)declared;
            }

            if (length >= 0 && buffer.Length - GrpcFrame.PrefixBytes >= length) return Take(buffer, length);
            if (result.IsCompleted)
            {
                if (buffer.IsEmpty) return GrpcRead<T>.End;
                return Abandon(buffer,
                    new GrpcStatus(GrpcStatusCode.Internal, "grpc: the body ended inside a message"));
            }

            body.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    /// <summary>Gives back what the last message held of the budget.</summary>
    public void Dispose() => Release();

    private async ValueTask<ReadResult> ReadBodyAsync(CancellationToken cancellation)
    {
        try
        {
            return await body.ReadAsync(cancellation).ConfigureAwait(false);
        }
        catch (IOException gone) when (gone is not BadHttpRequestException)
        {
            throw new ClientGoneException(gone);
        }
    }

    private GrpcRead<T> Take(in ReadOnlySequence<byte> buffer, int length)
    {
        var message = marshaller.Decode(buffer.Slice(GrpcFrame.PrefixBytes, length));
        body.AdvanceTo(buffer.GetPosition(GrpcFrame.PrefixBytes + (long)length));
        return message is null
            ? GrpcRead<T>.Refused("grpc: error unmarshalling request")
            : GrpcRead<T>.Of(message);
    }

    private GrpcRead<T> Abandon(in ReadOnlySequence<byte> buffer, GrpcStatus refusal)
    {
        body.AdvanceTo(buffer.End);
        return GrpcRead<T>.Refused(refusal);
    }

    /// <summary>What is wrong with a prefix; null if its message may be buffered, whose bytes are then taken.</summary>
    private GrpcStatus? Refusal(byte flag, uint length)
    {
        if (flag == 1)
            return new GrpcStatus(GrpcStatusCode.Unimplemented, "grpc: compressed messages are not supported");
        if (flag != 0) return new GrpcStatus(GrpcStatusCode.Internal, "grpc: the compressed flag is neither 0 nor 1");
        if (length > options.MaxMessageBytes)
        {
            return new GrpcStatus(GrpcStatusCode.ResourceExhausted, string.Create(CultureInfo.InvariantCulture,
                $"grpc: received message larger than max ({length} vs. {options.MaxMessageBytes})"));
        }

        if (!budget.TryTake((int)length)) return options.Overloaded;
        _held = (int)length;
        return null;
    }

    private void Release()
    {
        if (_held == 0) return;
        budget.GiveBack(_held);
        _held = 0;
    }
}
