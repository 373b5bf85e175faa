using System.Collections.Immutable;

namespace Witan.Tests.Architecture;

/// <summary>The source folder that these tests judge.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Every hand-written source file, as a path from the root with forward slashes, in order.</summary>
    public static ImmutableArray<string> SourceFiles { get; } =
        [.. Files("*.cs").Order(StringComparer.Ordinal)];

    public static IEnumerable<string> Files(string pattern) =>
        from folder in new[] { "src", "tests", "samples", "bench" }
        let top = Path.Combine(Root, folder)
        where Directory.Exists(top)
        from file in Directory.EnumerateFiles(top, pattern, SearchOption.AllDirectories)
        let path = Path.GetRelativePath(Root, file).Replace('\\', '/')
        where !path.Contains("/bin/", StringComparison.Ordinal) && !path.Contains("/obj/", StringComparison.Ordinal)
        select path;

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>The compiled assembly, as it lies beside the tests.</summary>
    public static string Assembly(string name) => Path.Combine(AppContext.BaseDirectory, name + ".dll");

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Witan.slnx"))) return folder.FullName;
        throw new InvalidOperationException("the tests run outside their source folder");
    }
}
