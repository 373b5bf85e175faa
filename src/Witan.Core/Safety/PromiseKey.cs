using Witan.Primitives;

namespace Witan.Core.Safety;

/// <summary>Two signed texts of one member with equal keys are a lie that anybody can prove.</summary>
/// <param name="Configuration">Under which membership.</param>
/// <param name="Type">The statement's type.</param>
/// <param name="Major">The first coordinate: a view, an epoch, a height.</param>
/// <param name="Minor">The second one, or 0.</param>
public readonly record struct PromiseKey(ConfigurationNumber Configuration, byte Type, ulong Major, ulong Minor);
