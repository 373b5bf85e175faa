using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Core.Messages;

/// <summary>Reads the body of one type of statement; null, and the reader failed, if it is not one.</summary>
public delegate Statement? StatementReader(
    ConfigurationNumber configuration, ReplicaId sender, ref CanonicalReader reader);
