using Likeness.Runs;

namespace Likeness.Modalities;

/// <summary>Folders that samples are written into, which may hold other files already.</summary>
internal static class OutputFolder
{
    /// <summary>Refuses a folder that cannot be created; call it before long work.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="LikenessException">It has no name, or a file is in its place or above it.</exception>
    public static void Check(string path)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            throw new LikenessException("the output has an empty name (name a file or a folder)");
        }

        for (
            string? place = Path.GetFullPath(path);
            place is not null && !Directory.Exists(place);
            place = Path.GetDirectoryName(place)
        )
        {
            if (File.Exists(place))
            {
                throw new LikenessException($"{path}: '{place}' is a file, not a folder (name another folder)");
            }
        }
    }

    /// <summary>Creates a folder, and those above it.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="LikenessException">It cannot be created.</exception>
    public static void Create(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw FolderErrors.Describe(path, error);
        }
    }

    /// <summary>A line about the files that were there before and stay beside the new ones; none if there are none, or the path is no folder.</summary>
    /// <param name="path">The output.</param>
    /// <param name="extension">That of the files, such as <c>.png</c>.</param>
    /// <param name="written">The number of new files.</param>
    public static IEnumerable<string> Others(string path, string extension, int written)
    {
        int others = Directory.Exists(path)
            ? Directory.EnumerateFiles(path, "*" + extension, SearchOption.AllDirectories).Count() - written
            : 0;
        if (others > 0)
        {
            yield return $"{Numeral.Counted(others, "other file")} of earlier outputs stay{(others == 1 ? "s" : "")} in {path}";
        }
    }
}
