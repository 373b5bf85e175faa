using System.Threading.Channels;
using Witan.Gateway.Etcd;
using Xunit;

namespace Witan.Tests.Gateway;

/// <summary>Answers a read when the test says so, with an answer of its own.</summary>
internal sealed class HeldRegistry : IRegistry
{
    private readonly Channel<Asked> _asked = Channel.CreateUnbounded<Asked>();

    public ulong Configuration => 5;

    /// <summary>How many reads were asked and not yet taken by the test.</summary>
    public int Waiting => _asked.Reader.Count;

    /// <summary>The next read that is asked.</summary>
    public ValueTask<Asked> NextAsync() => _asked.Reader.ReadAsync(TestContext.Current.CancellationToken);

    public ValueTask<RegistryAnswer> SubmitAsync(ReadOnlyMemory<byte> request, CancellationToken cancellation) =>
        throw new NotSupportedException();

    public async ValueTask<RegistryAnswer> QueryAsync(
        ReadOnlyMemory<byte> query, ReadConsistency consistency, CancellationToken cancellation)
    {
        var asked = new Asked(new TaskCompletionSource<RegistryAnswer>(), cancellation);
        _asked.Writer.TryWrite(asked);
        return await asked.Answer.Task.WaitAsync(cancellation);
    }

    internal sealed record Asked(TaskCompletionSource<RegistryAnswer> Answer, CancellationToken Cancellation);
}
