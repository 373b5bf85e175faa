using Witan.Client;

namespace Witan.Node;

/// <summary>One input for the thread of a client, with the credit that it gives back when it was handled.</summary>
internal readonly record struct ClientEvent(ClientInput Input, Inbound? From = null, int Bytes = 0);
