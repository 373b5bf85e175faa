namespace Witan.Variants.Patcher;

/// <summary>
/// Where the patched sources go. A file that would not change is not written, so that nothing compiles anew.
/// </summary>
/// <param name="root">Of this tool alone: what it did not write is deleted.</param>
internal sealed class OutputFolder(string root)
{
    private const string ListName = "replaced.txt";
    private readonly SortedSet<string> _written = new(StringComparer.Ordinal);

    public void Write(string name, string text)
    {
        var path = Path.GetFullPath(Path.Combine(root, name));
        _written.Add(path);
        if (File.Exists(path) && File.ReadAllText(path) == text) return;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    /// <summary>Deletes what earlier runs left, and lists the product's files that a patched one stands for.</summary>
    public void Finish()
    {
        var sources = Path.GetFullPath(Path.Combine(root, "sources"));
        var replaced = _written.Where(path => path.StartsWith(sources, StringComparison.Ordinal))
            .Select(path => Path.GetRelativePath(sources, path).Replace('\\', '/'));
        Write(ListName, string.Join('\n', replaced) + "\n");
        foreach (var path in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories))
            if (!_written.Contains(Path.GetFullPath(path))) File.Delete(path);
    }
}
