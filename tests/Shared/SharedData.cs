namespace Likeness.Testing;

/// <summary>
/// Finds the folder <c>shared/data</c> next to the checkout; tests that need it are skipped, with a printed reason, if it is
/// missing.
/// </summary>
internal static class SharedData
{
    /// <summary>The full path of a file in <c>shared/data</c>; skips the calling test if the file is missing.</summary>
    public static string Require(string relative)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "shared", "data", relative);
            if (File.Exists(path) || Directory.Exists(path))
            {
                return path;
            }
        }

        Skip.If(true, $"shared/data/{relative} is not beside this checkout");
        return string.Empty;
    }
}
