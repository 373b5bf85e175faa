namespace Witan.Core.Application;

/// <summary>The named ordered maps of a state machine, open for change while a block is applied.</summary>
public interface IState
{
    /// <param name="name">
    /// 1 to <see cref="Primitives.Limits.MaxNameBytes"/> bytes of ASCII. A map that was never written is empty. Names
    /// that begin with '!' are the core's.
    /// </param>
    IOrderedMap Map(string name);
}
