using Witan.Variants.Patcher;

if (args is not [var root, var patches, var output])
{
    Console.Error.WriteLine("usage: Witan.Variants.Patcher ROOT PATCHES OUTPUT");
    return 2;
}

try
{
    var variants = PatchReader.ReadFolder(patches);
    var folder = new OutputFolder(output);
    var files = variants.SelectMany(v => v.Replacements).Select(r => r.File).Distinct();
    foreach (var file in files.Order(StringComparer.Ordinal))
    {
        var path = Path.Combine(root, file);
        if (!File.Exists(path))
            throw new PatchException(PatchException.Naming(variants, file), $"there is no file {file}");
        folder.Write(Path.Combine("sources", file), SourcePatcher.Apply(file, File.ReadAllText(path), variants));
    }

    folder.Write("VariantName.g.cs", Catalogue.Names(variants));
    folder.Write("Catalogue.g.cs", Catalogue.Entries(variants));
    folder.Finish();
    return 0;
}
catch (PatchException fault)
{
    // The form that MSBuild knows as an error with a place.
    Console.WriteLine($"{fault.Place}: error VARIANT: {fault.Message}");
    return 1;
}
