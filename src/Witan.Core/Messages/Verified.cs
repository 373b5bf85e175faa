namespace Witan.Core.Messages;

/// <summary>
/// A message whose every signature, nested ones included, was checked under keys of the trusted configuration. A class,
/// since <c>default</c> of a struct would forge one. Only <see cref="Verification.Verifier"/> constructs it; a test
/// over the compiled code holds that.
/// </summary>
public sealed class Verified<T>
    where T : Message
{
    internal Verified(T message) => Message = message;

    public T Message { get; }
}
