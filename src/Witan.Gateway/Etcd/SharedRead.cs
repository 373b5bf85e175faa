using System.Diagnostics.CodeAnalysis;

namespace Witan.Gateway.Etcd;

/// <summary>Readers who wait for one answer.</summary>
[SuppressMessage(
    "Design",
    "CA1001:Types that own disposable fields should be disposable",
    Justification = "A source without a timer or a wait handle holds nothing to give back, and the last reader may "
        + "cancel it at any time.")]
internal sealed class SharedRead
{
    private readonly TaskCompletionSource<RegistryAnswer> _answer =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly CancellationTokenSource _abandoned = new();

    public Task<RegistryAnswer> Answer => _answer.Task;

    /// <summary>Fires when the last reader has gone before the answer came.</summary>
    public CancellationToken Abandoned => _abandoned.Token;

    /// <summary>How many wait. Whoever changes it keeps others from doing so.</summary>
    public int Readers { get; set; }

    /// <summary>False for one that nobody may join any more.</summary>
    public bool HasReaders => Readers > 0;

    public void Settle(RegistryAnswer answer) => _answer.SetResult(answer);

    public void Fail(Exception failure) => _answer.SetException(failure);

    public void Abandon() => _abandoned.Cancel();
}
