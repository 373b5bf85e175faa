using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Witan.Node;
using Witan.Protocols.Pbft;
using Witan.Samples.Counter;

// Four replicas and a client in one process, each replica with its own keys, folder, port and threads.
var directory = args.Length > 0 ? args[0] : Path.Combine(Path.GetTempPath(), "witan-counter");
var folder = ClusterFolder.Exists(directory)
    ? ClusterFolder.Open(directory)
    : ClusterFolder.Init(new ClusterOptions { Directory = directory, Application = "counter", Port = 23790 });

var builder = Host.CreateEmptyApplicationBuilder(null);
foreach (var member in folder.Genesis.Configuration.Members)
{
    builder.Services.AddWitanReplica(member.Organisation, options => options.NodeFile = folder.NodeFile(member.Id))
        .AddStateMachine<CounterMachine>().AddProtocol(new Protocol());
}

builder.Services.AddWitanClient(options =>
{
    options.TrustFile = folder.TrustFile;
    options.KeyFile = folder.ClientKeyFile;
    options.DataFolder = folder.ClientDataFolder;
});

using var host = builder.Build();
await host.StartAsync();
var client = host.Services.GetRequiredService<IWitanClient>();
for (var i = 0; i < 10; i++)
{
    var result = await client.SubmitAsync(Encoding.ASCII.GetBytes("visitors"));
    Console.WriteLine($"visitors = {BitConverter.ToUInt64(result.Value.Span)}, proved at height {result.Height.Value} "
        + $"by {result.Proof.Certificate.Certificate.Signers.Count} of {folder.Genesis.Configuration.N} replicas");
}

await host.StopAsync();
