using Witan.Primitives.Encoding;
using Xunit;

namespace Witan.Tests.Wire;

public sealed class CanonicalWriterTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(12)]
    [InlineData(64)]
    public void What_is_taken_is_what_was_written_and_the_writer_is_empty_afterwards(int capacity)
    {
        var writer = new CanonicalWriter(capacity);
        writer.U64(1);
        writer.U32(2);

        var taken = writer.Take();
        Assert.Equal([1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0], taken);
        Assert.Equal(0, writer.Length);

        writer.U32(3);
        Assert.Equal([3, 0, 0, 0], writer.ToArray());
        Assert.Equal(1, taken[0]);
    }
}
