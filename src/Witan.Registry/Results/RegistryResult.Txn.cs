using Witan.Primitives.Encoding;

namespace Witan.Registry;

public abstract partial record RegistryResult
{
    /// <summary>Which branch ran, and what each of its operations answers.</summary>
    /// <remarks>Layout: succeeded u8 | count u32 and encoded results (put, delete range, txn, range).</remarks>
    public sealed record Txn : RegistryResult
    {
        /// <summary>Whether all comparisons held.</summary>
        public required bool Succeeded { get; init; }

        /// <summary>One per operation of the branch, in order.</summary>
        public required IReadOnlyList<RegistryResult> Responses { get; init; }

        private protected override ResultTag Tag => ResultTag.Txn;

        private protected override void WriteFields(CanonicalWriter writer)
        {
            writer.Bool(Succeeded);
            writer.Count(Responses.Count);
            foreach (var response in Responses) response.Write(writer);
        }

        internal static Txn ReadFields(long revision, ref SliceReader reader, int depth)
        {
            var succeeded = reader.Bool();
            var responses = new RegistryResult[reader.Count(RegistryLimits.MaxTxnOperations, MinimumBytes)];
            for (var i = 0; i < responses.Length && !reader.Failed; i++)
            {
                var response = Read(ref reader, depth);
                if (response is not (Put or DeleteRange or Txn or Range))
                {
                    reader.Fail();
                    break;
                }

                responses[i] = response;
            }

            return new Txn { Revision = revision, Succeeded = succeeded, Responses = responses };
        }
    }
}
