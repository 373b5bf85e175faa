using Witan.LyingReplica;
using Witan.Primitives;

// Takes the place of a replica towards clients: lying-replica NODE.JSON HONEST-PLACE. Each line of standard input names
// the lie from there on, and is answered by the same line; the end of the input ends the process.
using var persona = Persona.Load(args[0]);
using var stop = new CancellationTokenSource();
var honest = persona.Configuration.Find(
    new ReplicaId(uint.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture)))!;
var liar = new Liar(persona);
var voices = persona.Others.Select(peer => new PeerVoice(persona, peer)).ToArray();
liar.Contradicted += statement =>
{
    foreach (var voice in voices) voice.Say(statement);
};
var running = Task.WhenAll(
    [new Front(persona, liar, honest).RunAsync(stop.Token), .. voices.Select(v => v.RunAsync(stop.Token))]);
while (await Console.In.ReadLineAsync() is { } line)
{
    liar.Mode = Enum.Parse<LieMode>(line);
    Console.WriteLine(line);
}

await stop.CancelAsync();
await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
