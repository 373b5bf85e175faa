using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Witan.EndToEnd.Tests.Differential;

/// <summary>
/// A real etcd with an empty store on free ports of loopback; ended and its folder removed with this object.
/// </summary>
public sealed class EtcdProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _folder;

    private EtcdProcess(Process process, string folder, string endpoint)
    {
        _process = process;
        _folder = folder;
        Endpoint = endpoint;
    }

    /// <summary>Host and port for clients.</summary>
    public string Endpoint { get; }

    /// <exception cref="OperationCanceledException">It did not answer within 15 s.</exception>
    public static async Task<EtcdProcess> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("witan-etcd-").FullName;
        var (client, peer) = (FreePort(), FreePort());
        var start = new ProcessStartInfo("etcd",
        [
            "--name", "default", "--data-dir", folder, "--log-level", "error",
            "--listen-client-urls", $"http://127.0.0.1:{client}",
            "--advertise-client-urls", $"http://127.0.0.1:{client}",
            "--listen-peer-urls", $"http://127.0.0.1:{peer}",
            "--initial-advertise-peer-urls", $"http://127.0.0.1:{peer}",
            "--initial-cluster", $"default=http://127.0.0.1:{peer}",
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = Process.Start(start) ?? throw new InvalidOperationException("etcd did not start");
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var server = new EtcdProcess(process, folder, $"127.0.0.1:{client}");
        try
        {
            await server.ReadyAsync();
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }

        return server;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Asks until it answers: etcd says in no other way that it has elected itself.</summary>
    private async Task ReadyAsync()
    {
        using var http = new HttpClient();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await pace.WaitForNextTickAsync(limit.Token))
        {
            try
            {
                var health = await http.GetStringAsync(new Uri($"http://{Endpoint}/health"), limit.Token);
                if (health.Contains("\"true\"", StringComparison.Ordinal)) return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet, or no leader yet.
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
