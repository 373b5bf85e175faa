namespace Witan.Tests.Planted;

/// <summary>One of each kind of member, for the text of a public surface.</summary>
public abstract class SurfaceSample : IDisposable
{
    public const uint Limit = 7;
    internal static readonly int Hidden = 1;
    private readonly string _name;

    protected SurfaceSample(string name = "none") => _name = name;

    public enum Kind
    {
        None = 0,
        Some = 4,
    }

    public byte[] Bytes => [(byte)_name.Length];

    public int? Maybe { get; init; }

    internal int Secret => Hidden;

    public static implicit operator bool(SurfaceSample sample) => sample.Secret > 0;

    public static T Pick<T>(T first, in long second) => second > 0 ? first : first;

    public abstract bool TryRead(ReadOnlySpan<byte> from, out List<string> items);

    public virtual void Dispose() => GC.SuppressFinalize(this);

    private protected abstract void Unseen();
}
