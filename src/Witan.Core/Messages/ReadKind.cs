namespace Witan.Core.Messages;

public enum ReadKind : byte
{
    /// <summary>The application's query; the payload is its bytes.</summary>
    Query = 1,

    /// <summary>Kept results of an executed bundle; the payload is a session, a first number and a count.</summary>
    Results = 2,
}
