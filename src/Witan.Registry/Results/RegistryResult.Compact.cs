using Witan.Primitives.Encoding;

namespace Witan.Registry;

public abstract partial record RegistryResult
{
    /// <summary>Reads below the compacted revision are refused from now on.</summary>
    /// <remarks>Layout: no further fields.</remarks>
    public sealed record Compact : RegistryResult
    {
        private protected override ResultTag Tag => ResultTag.Compact;

        private protected override void WriteFields(CanonicalWriter writer)
        {
        }
    }
}
