using Witan.Core.Contract;
using Witan.Core.Messages;

namespace Witan.Core.Admission;

/// <summary>A bundle joined the pool: proposals that wait for it go on, and the protocol may propose.</summary>
internal sealed record BundlePooled(Bundle Bundle) : InternalEffect;
