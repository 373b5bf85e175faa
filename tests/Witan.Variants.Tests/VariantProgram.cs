using System.Diagnostics;

namespace Witan.Variants.Tests;

/// <summary>Runs <c>witan-variants</c> in a process of its own: one process has one variant.</summary>
internal static class VariantProgram
{
    /// <returns>Exit code and standard output.</returns>
    public static (int Code, string Output) Run(params string[] arguments)
    {
        var host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var program = Path.Combine(AppContext.BaseDirectory, "witan-variants.dll");
        var start = new ProcessStartInfo(host, [program, .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.Result);
    }
}
