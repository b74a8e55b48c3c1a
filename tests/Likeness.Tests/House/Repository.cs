namespace Likeness.Tests.House;

/// <summary>The checkout that the tests were built from, and its source files.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Every C# file below the given top folders, as (path relative to the root, lines).</summary>
    public static IEnumerable<(string Path, string[] Lines)> Sources(params string[] folders) =>
        from folder in folders
        let full = System.IO.Path.Combine(Root, folder)
        where Directory.Exists(full)
        from file in Directory.EnumerateFiles(full, "*.cs", SearchOption.AllDirectories)
        let relative = System.IO.Path.GetRelativePath(Root, file).Replace('\\', '/')
        where !relative.Contains("/bin/") && !relative.Contains("/obj/")
        orderby relative
        select (relative, File.ReadAllLines(file));

    /// <summary>Every file of a pattern below the given folders, and the given files, as paths relative to the root.</summary>
    public static IEnumerable<string> Files(string pattern, params string[] places) =>
        places
            .Select(place => System.IO.Path.Combine(Root, place))
            .SelectMany(place =>
                File.Exists(place) ? [place] : Directory.GetFiles(place, pattern, SearchOption.AllDirectories)
            )
            .Select(file => System.IO.Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

    public static string Read(string relative) => File.ReadAllText(System.IO.Path.Combine(Root, relative));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Likeness.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException(
            "The tests do not run from inside a checkout: no Likeness.slnx above them."
        );
    }
}
