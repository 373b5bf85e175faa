using Witan.Core.Execution;
using Witan.Primitives;
using Xunit;

namespace Witan.Tests.Client;

/// <summary>Maps of a state, and witnesses that show all of it or leave maps out.</summary>
internal sealed class FakeState
{
    private StateMaps _maps = StateMaps.Empty;

    public Digest Root => _maps.Root;

    public FakeState Copy() => new() { _maps = _maps };

    public void Put(string map, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) =>
        _maps = _maps.With([KeyValuePair.Create(map, _maps.Map(map).Put(key.ToArray(), value.ToArray()))]);

    /// <param name="hidden">A map that the witness does not show.</param>
    public byte[] Witness(string? hidden = null)
    {
        var recorder = new WitnessRecorder(_maps, default, long.MaxValue);
        foreach (var (name, _) in _maps.All)
        {
            if (name == hidden) continue;
            foreach (var entry in recorder.Map(name).Range(default, null)) Assert.NotEqual(0, entry.Key.Length);
        }

        return recorder.Build();
    }
}
