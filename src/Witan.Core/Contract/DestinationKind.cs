namespace Witan.Core.Contract;

public enum DestinationKind
{
    All,
    One,
    Client,
    Self,
}
