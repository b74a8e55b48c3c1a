namespace Likeness.Data.Archives;

/// <summary>The folders of an archive, each with its files and folders in the order of their names.</summary>
internal sealed class FileTree
{
    private readonly Dictionary<string, (SortedSet<string> Folders, List<int> Files)> content = new(
        StringComparer.Ordinal
    );

    /// <summary>Finds the folders of an archive.</summary>
    public FileTree(FileArchive archive)
    {
        At("");
        for (int i = 0; i < archive.Files.Count; i++)
        {
            string name = archive.Files[i].Name;
            int end = name.LastIndexOf('/');
            string folder = name[..(end + 1)];
            At(folder);
            if (!archive.Files[i].IsFolder)
            {
                content[folder].Files.Add(i);
            }
        }
    }

    /// <summary>The names of the folders in a folder.</summary>
    /// <param name="folder">Its path with a slash at the end, or empty.</param>
    public string[] Folders(string folder) => content.TryGetValue(folder, out var found) ? [.. found.Folders] : [];

    /// <summary>The indices of the files in a folder.</summary>
    /// <param name="folder">Its path with a slash at the end, or empty.</param>
    public IReadOnlyList<int> Files(string folder) => content.TryGetValue(folder, out var found) ? found.Files : [];

    // A folder is made with all those around it, which an archive need not list.
    private void At(string folder)
    {
        if (!content.TryAdd(folder, (new SortedSet<string>(StringComparer.Ordinal), [])) || folder.Length == 0)
        {
            return;
        }

        int end = folder.LastIndexOf('/', folder.Length - 2);
        string outer = folder[..(end + 1)];
        At(outer);
        content[outer].Folders.Add(folder[(end + 1)..^1]);
    }
}
