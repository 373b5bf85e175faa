namespace Witan.Client;

/// <summary>Collects the effects of steps. The host empties it after each step or after several, in order.</summary>
public sealed class ClientOutbox
{
    private readonly List<ClientEffect> _effects = [];

    public IReadOnlyList<ClientEffect> Effects => _effects;

    public void Clear() => _effects.Clear();

    internal void Add(ClientEffect effect) => _effects.Add(effect);
}
