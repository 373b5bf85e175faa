using Witan.Node;

namespace Witan.Cli.Output;

/// <summary>Says on standard error what a command waits for, once it has taken long.</summary>
internal static class Notice
{
    /// <summary>What takes longer than this is not left without a word.</summary>
    public static readonly TimeSpan After = TimeSpan.FromSeconds(2);

    public static async Task<T> IfSlowAsync<T>(Task<T> work, WitanClient client)
    {
        using var enough = new CancellationTokenSource();
        var first = await Task.WhenAny(work, Task.Delay(After, enough.Token)).ConfigureAwait(false);
        if (first != work)
            CommandLine.Say(
                $"waiting for an answer; connected to {client.Connected} of {client.Configuration.N} replicas");
        await enough.CancelAsync().ConfigureAwait(false);
        return await work.ConfigureAwait(false);
    }
}
