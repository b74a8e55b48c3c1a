using Likeness.Figures;

namespace Likeness.Modalities;

/// <summary>Folders that samples are written into, which may hold other files already.</summary>
internal static class OutputFolder
{
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
