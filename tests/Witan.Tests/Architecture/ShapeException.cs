namespace Witan.Tests.Architecture;

/// <summary>A rule of shape that one file, or one folder with a slash at its end, breaks on purpose.</summary>
internal sealed record ShapeException(string Path, string Rule, string Reason)
{
    public bool Allows(string path, string rule) => rule == Rule
        && (path == Path || (Path.EndsWith('/') && path.StartsWith(Path, StringComparison.Ordinal)));
}
