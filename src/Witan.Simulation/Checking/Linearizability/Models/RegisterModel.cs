using System.Globalization;

namespace Witan.Simulation.Checking.Linearizability;

/// <summary>
/// One register of whole numbers, 0 at first. A read answers the value; a write answers what it wrote.
/// </summary>
public sealed class RegisterModel : IModel<long, RegisterOperation, long>
{
    public long Initial => 0;

    public int SizeOf(long state) => 8;

    public bool IsReadOnly(RegisterOperation operation) => operation.Written is null;

    public void Touch(RegisterOperation operation, Footprint footprint) => footprint.Key("");

    public void Step(long state, RegisterOperation operation, in Outcome<long> outcome, List<long> next)
    {
        var after = operation.Written ?? state;
        if (!outcome.IsKnown || outcome.Result == after) next.Add(after);
    }

    public string Describe(RegisterOperation operation, in Outcome<long> outcome)
    {
        var call = operation.Written is { } value
            ? string.Create(CultureInfo.InvariantCulture, $"write({value})")
            : "read()";
        return call + " -> " + (outcome.IsKnown ? outcome.Result.ToString(CultureInfo.InvariantCulture) : "?");
    }

    public string Describe(long state) => state.ToString(CultureInfo.InvariantCulture);
}
