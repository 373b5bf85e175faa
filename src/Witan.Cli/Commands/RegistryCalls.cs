using System.Diagnostics;
using System.Globalization;
using Witan.Cli.Output;
using Witan.Client;
using Witan.Node;
using Witan.Registry;

namespace Witan.Cli.Commands;

/// <summary>Requests and queries of the registry through the verifying client.</summary>
internal static class RegistryCalls
{
    // Who has not answered by then is named with what its connection says.
    private static readonly TimeSpan AskedAfterwards = TimeSpan.FromMilliseconds(500);

    /// <exception cref="UsageException">The registry refuses the request.</exception>
    public static async Task<(TResult Result, Proven<ReadOnlyMemory<byte>> Proven)> SubmitAsync<TResult>(
        WitanClient client, RegistryRequest request, CancellationToken cancellation)
        where TResult : RegistryResult
    {
        Require(request.TryEncode(out var bytes));
        var proven = await WaitAsync(client.SubmitAsync(bytes, cancellation), client).ConfigureAwait(false);
        return (Read<TResult>(proven.Value), proven);
    }

    /// <summary>Linearizable; a range too large for proofs of its entries goes through the order.</summary>
    /// <exception cref="UsageException">The registry refuses the range.</exception>
    public static async Task<(RegistryResult.Range Result, Proven<ReadOnlyMemory<byte>> Proven)> ReadAsync(
        WitanClient client, RegistryRequest.Range range, CancellationToken cancellation)
    {
        Require(new RegistryQuery.Range(range).TryEncode(out var query));
        Require(range.TryEncode(out var ordered));
        var asked = client.QueryAsync(query, new ReadLevel.Linearizable(), ordered, cancellation);
        var proven = await WaitAsync(asked, client).ConfigureAwait(false);
        return (Read<RegistryResult.Range>(proven.Value), proven);
    }

    private static async Task<Proven<ReadOnlyMemory<byte>>> WaitAsync(
        Task<Proven<ReadOnlyMemory<byte>>> asked, WitanClient client)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            return await Notice.IfSlowAsync(asked, client).ConfigureAwait(false);
        }
        catch (WitanUnavailableException failure)
        {
            throw new WitanUnavailableException(
                $"{failure.Message}; {await ExplainAsync(client, watch.Elapsed).ConfigureAwait(false)}"
                + "; is the cluster up? see: witan status",
                failure);
        }
        catch (WitanOutcomeUnknownException failure)
        {
            throw new WitanOutcomeUnknownException(
                $"{failure.Message}; {await ExplainAsync(client, watch.Elapsed).ConfigureAwait(false)}"
                + "; read the key before you write it again, and see: witan status",
                failure);
        }
    }

    /// <summary>How long it was waited, and for whom in vain.</summary>
    private static async Task<string> ExplainAsync(WitanClient client, TimeSpan waited)
    {
        var reports = await client.StatusAsync(AskedAfterwards).ConfigureAwait(false);
        var silent = reports.Where(report => report.Answer is null)
            .GroupBy(report => report.Problem, StringComparer.Ordinal)
            .Select(group => $"{Addresses(group)} ({group.Key})").ToList();
        var seconds = string.Create(CultureInfo.InvariantCulture, $"waited {waited.TotalSeconds:0.0} s");
        return silent.Count == 0
            ? $"{seconds}; all {reports.Count} replicas answer, but decide nothing"
            : $"{seconds}; no answer from {string.Join(", ", silent)}, of {reports.Count} replicas";
    }

    private static string Addresses(IEnumerable<ReplicaReport> reports) =>
        string.Join(", ", reports.Select(report => $"{report.Member.Id} at {report.Member.Address}"));

    private static TResult Read<TResult>(ReadOnlyMemory<byte> bytes)
        where TResult : RegistryResult => RegistryResult.Decode(bytes) switch
    {
        TResult result => result,
        RegistryResult.Refused refused => throw Refusal(refused.Error),
        _ => throw new WitanProofException(
            "the proved answer is none of this registry: client and cluster differ in version"),
    };

    private static void Require(RegistryError error)
    {
        if (error != RegistryError.None) throw Refusal(error);
    }

    private static UsageException Refusal(RegistryError error) => new("the registry refuses it: " + error switch
    {
        RegistryError.KeyEmpty => "the key is empty",
        RegistryError.TooManyOperations => $"it has more than {RegistryLimits.MaxTxnOperations} operations at a level",
        RegistryError.DuplicateKey => "it writes one key twice",
        RegistryError.RequestTooLarge =>
            $"with its keys and values it has more than {RegistryLimits.MaxRequestBytes} bytes",
        RegistryError.ResultTooLarge => "the answer is too large; ask for a longer prefix",
        _ => error.ToString(),
    });
}
