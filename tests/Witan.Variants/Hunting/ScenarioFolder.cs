namespace Witan.Variants.Hunting;

/// <summary>Where the scenario files are: in the source folder that this was built in.</summary>
internal static class ScenarioFolder
{
    private const string Extension = ".json";

    private static readonly Lazy<string> Folder = new(Find);

    /// <summary>Names of all files, without extension, sorted.</summary>
    public static IReadOnlyList<string> Names =>
        [.. Directory.EnumerateFiles(Folder.Value, "*" + Extension).Select(Path.GetFileNameWithoutExtension)
            .Order(StringComparer.Ordinal)!];

    public static string PathOf(string name) => Path.Combine(Folder.Value, name + Extension);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Witan.slnx")))
                return Path.Combine(folder.FullName, "scenarios");
        }

        throw new InvalidDataException("the scenario files are in the source folder, and this runs outside of it");
    }
}
