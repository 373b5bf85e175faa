using Witan.Primitives.Encoding;

namespace Witan.Registry;

public abstract partial record RegistryResult
{
    /// <summary>The key has its new value.</summary>
    /// <remarks>Layout: has previous u8 | entry, if 1.</remarks>
    public sealed record Put : RegistryResult
    {
        /// <summary>The entry before, if it was asked for and there was one.</summary>
        public KeyValue? PrevKv { get; init; }

        private protected override ResultTag Tag => ResultTag.Put;

        private protected override void WriteFields(CanonicalWriter writer)
        {
            writer.Bool(PrevKv is not null);
            PrevKv?.Write(writer);
        }

        internal static Put ReadFields(long revision, ref SliceReader reader) =>
            new() { Revision = revision, PrevKv = reader.Bool() ? KeyValue.Read(ref reader) : null };
    }
}
