using Witan.Core.Blocks;
using Witan.Primitives;
using Xunit;

namespace Witan.Tests.Wire;

public sealed class NullBlockTests
{
    [Theory]
    [InlineData(1ul)]
    [InlineData(258ul)]
    [InlineData(Limits.MaxCounter)]
    public void The_digest_that_is_compared_is_that_of_the_null_block(ulong height) =>
        Assert.Equal(Block.Null(new Height(height)).Digest, Block.NullDigest(new Height(height)));
}
