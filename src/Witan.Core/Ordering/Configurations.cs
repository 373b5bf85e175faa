using Witan.Primitives;
using Witan.Primitives.Membership;

namespace Witan.Core.Ordering;

/// <summary>
/// Configurations by number and by height: a function of the decided prefix. Verification, quorums, membership and leaders are
/// looked up here by the number in a message, never in a "current" value.
/// </summary>
public sealed class Configurations
{
    private readonly List<(Height From, Configuration Configuration)> _steps = [];

    /// <param name="genesis">Configuration 0, in force from genesis.</param>
    public Configurations(Configuration genesis) => _steps.Add((Height.Genesis, genesis));

    /// <summary>The newest one in force.</summary>
    public Configuration Newest => _steps[^1].Configuration;

    /// <summary>Null for a number that this replica has not executed up to: outside bytes may name any.</summary>
    public Configuration? ByNumber(ConfigurationNumber number)
    {
        foreach (var (_, configuration) in _steps)
        {
            if (configuration.Number == number) return configuration;
        }

        return null;
    }

    /// <summary>The configuration under which a height is decided.</summary>
    public Configuration At(Height height)
    {
        for (var i = _steps.Count - 1; i > 0; i--)
        {
            if (_steps[i].From <= height) return _steps[i].Configuration;
        }

        return _steps[0].Configuration;
    }
}
