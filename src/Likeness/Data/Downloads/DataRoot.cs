namespace Likeness.Data.Downloads;

/// <summary>The folder of published datasets, with one subfolder each.</summary>
public static class DataRoot
{
    /// <summary>The environment variable that names the folder.</summary>
    public const string Variable = "LIKENESS_DATA";

    /// <summary>
    /// The requested folder; else that of <see cref="Variable"/>; else <c>likeness</c> in the user's cache:
    /// <c>$XDG_CACHE_HOME</c> or <c>~/.cache</c>, <c>~/Library/Caches</c> on macOS, the local application data on Windows.
    /// </summary>
    /// <param name="asked">The requested folder, or null.</param>
    /// <returns>A full path; the folder need not exist.</returns>
    public static string Resolve(string? asked = null)
    {
        string? folder = string.IsNullOrWhiteSpace(asked) ? Environment.GetEnvironmentVariable(Variable) : asked;
        return Path.GetFullPath(string.IsNullOrWhiteSpace(folder) ? Path.Combine(Cache(), "likeness") : folder);
    }

    private static string Cache()
    {
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        if (OperatingSystem.IsWindows())
        {
            return Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        }

        if (OperatingSystem.IsMacOS())
        {
            return Path.Combine(home, "Library", "Caches");
        }

        string? cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        return Path.IsPathRooted(cache) ? cache : Path.Combine(home, ".cache");
    }
}
