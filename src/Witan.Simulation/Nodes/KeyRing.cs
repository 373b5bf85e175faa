using System.Globalization;
using Witan.Crypto;

namespace Witan.Simulation.Nodes;

/// <summary>The keys of a run, drawn from its seed.</summary>
internal sealed class KeyRing
{
    private readonly ulong _seed;
    private readonly IdealScheme? _ideal;

    public KeyRing(ulong seed, bool real)
    {
        _seed = seed;
        _ideal = real ? null : new IdealScheme(Sha256.Hash(BitConverter.GetBytes(seed)));
    }

    public ISignatureScheme Scheme => _ideal is null ? Ed25519Provider.Default : _ideal;

    public ISigner Create(string kind, int number)
    {
        var label = kind + " " + number.ToString(CultureInfo.InvariantCulture);
        if (_ideal is not null) return _ideal.CreateSigner(label);
        byte[] text = [.. BitConverter.GetBytes(_seed), .. System.Text.Encoding.ASCII.GetBytes(label)];
        return Ed25519Provider.Default.CreateSigner(Sha256.Hash(text).ToArray());
    }
}
