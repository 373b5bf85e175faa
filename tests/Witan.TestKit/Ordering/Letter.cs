using Witan.Core.Messages;

namespace Witan.TestKit.Ordering;

/// <summary>A message on its way over an <see cref="OrderingTable"/>.</summary>
/// <param name="From">Place of the sender.</param>
/// <param name="To">Place of the receiver.</param>
/// <param name="Message">As it was sent.</param>
public sealed record Letter(int From, int To, Message Message)
{
    public byte Type => Message.Type;
}
