using Witan.Core.Reconfiguration;
using Witan.Primitives;
using Witan.Primitives.Membership;

namespace Witan.Core.Ordering;

/// <summary>
/// Configurations by number and by height: a function of the decided prefix. Verification, quorums, membership and
/// leaders are looked up here by the number in a message or by height, never in a "current" value.
/// </summary>
/// <remarks>
/// One thread changes it and asks by height. <see cref="ByNumber"/>, <see cref="Newest"/> and <see cref="Steps"/> may
/// be asked by others too: they read arrays that are never changed, only replaced whole, and at worst one that was
/// replaced a moment ago. Bounded by <see cref="Limits.MaxConfigurations"/>.
/// </remarks>
public sealed class Configurations
{
    // Numbers are consecutive from 0, so places are numbers: those decided, and of them those that are certified.
    private readonly List<(Height First, Configuration Configuration)> _decided = [];
    private Configuration[] _certified;
    private ConfigurationStep[] _steps = [];

    /// <param name="genesis">Configuration 0, in force from genesis.</param>
    public Configurations(Configuration genesis)
    {
        _decided.Add((Height.Genesis, genesis));
        _certified = [genesis];
    }

    /// <summary>
    /// The newest one whose step is certified. Signatures under a higher number cannot be judged here.
    /// </summary>
    public Configuration Newest => _certified[^1];

    /// <summary>All certified steps; step i leads to configuration i + 1.</summary>
    public IReadOnlyList<ConfigurationStep> Steps => _steps;

    /// <summary>Null for a number that is not certified here: outside bytes may name any.</summary>
    public Configuration? ByNumber(ConfigurationNumber number)
    {
        var certified = _certified;
        return number.Value < (ulong)certified.Length ? certified[number.Value] : null;
    }

    /// <summary>The configuration under which a height is decided, as far as this replica has executed.</summary>
    public Configuration At(Height height)
    {
        for (var i = _decided.Count - 1; i > 0; i--)
        {
            if (_decided[i].First <= height) return _decided[i].Configuration;
        }

        return _decided[0].Configuration;
    }

    /// <summary>The last height under a configuration; null while no change is decided.</summary>
    public Height? LastHeightOf(ConfigurationNumber number) =>
        number.Value + 1 < (ulong)_decided.Count ? _decided[(int)number.Value + 1].First.Previous : null;

    /// <summary>The certified step that ends a configuration with this height; null for any other height.</summary>
    public ConfigurationStep? StepAfter(Height height)
    {
        var number = At(height).Number;
        return LastHeightOf(number) == height && number.Value < (ulong)_steps.Length ? _steps[(int)number.Value] : null;
    }

    /// <summary>Whether a configuration of this number is decided, whether or not it is certified yet.</summary>
    public bool IsDecided(ConfigurationNumber number) => number.Value < (ulong)_decided.Count;

    /// <summary>A change was decided: takes effect at a height. What is known already is left as it is.</summary>
    /// <returns>False if configurations between are not known: they are then to be learnt first.</returns>
    public bool Decide(Height first, Configuration configuration)
    {
        if (IsDecided(configuration.Number)) return true;
        if (configuration.Number.Value != (ulong)_decided.Count) return false;
        _decided.Add((first, configuration));
        return true;
    }

    /// <summary>Takes a step whose signatures were verified: from now on its number can be verified.</summary>
    /// <returns>Whether it was the next one.</returns>
    public bool Learn(ConfigurationStep step)
    {
        if (step.Configuration.Number.Value != (ulong)_certified.Length || !step.IsConsistent) return false;
        if (!Decide(step.First, step.Configuration)) return false;
        // In this order: whoever sees the number sees the step to it.
        _steps = [.. _steps, step];
        _certified = [.. _certified, step.Configuration];
        return true;
    }
}
