using System.Diagnostics;

namespace Witan.Simulation.Running;

/// <summary>An exception in one line: what it says, and where it was thrown.</summary>
internal static class FailureText
{
    public static string Of(Exception failure)
    {
        var frame = new StackTrace(failure).GetFrame(0);
        var method = frame is null ? null : DiagnosticMethodInfo.Create(frame);
        var place = method is null ? "" : $" in {TypeOf(method)}.{method.Name}";
        return $"{failure.GetType().Name}{place}: {failure.Message.ReplaceLineEndings(" ")}";
    }

    private static string TypeOf(DiagnosticMethodInfo method) =>
        method.DeclaringTypeName is { } name ? name[(name.LastIndexOfAny(['.', '+']) + 1)..] : "?";
}
