namespace Witan.Variants;

/// <summary>The switch that every planted bug asks. Set at most once, before anything of the product runs.</summary>
public static class Variant
{
    private static bool _isSet;

    /// <summary>The bug of this process; none means the product.</summary>
    public static VariantName Active { get; private set; }

    public static bool Is(VariantName name) => Active == name;

    /// <exception cref="InvalidOperationException">It was set before.</exception>
    public static void Activate(VariantName name)
    {
        if (_isSet) throw new InvalidOperationException("one process has one variant");
        _isSet = true;
        Active = name;
    }
}
