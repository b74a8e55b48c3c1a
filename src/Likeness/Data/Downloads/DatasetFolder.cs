namespace Likeness.Data.Downloads;

/// <summary>Finds the files of one dataset where a user or an earlier download has put them, and downloads what is not there.</summary>
public sealed class DatasetFolder
{
    private readonly string dataset;
    private readonly string root;
    private readonly FileDownload? download;

    /// <summary>Looks below a folder.</summary>
    /// <param name="dataset">The dataset's name, for messages.</param>
    /// <param name="folder">The name of its folder below the root.</param>
    /// <param name="root">The folder that datasets are kept in: <see cref="DataRoot.Resolve"/>.</param>
    /// <param name="download">Fetches what is not there; null to have it refused.</param>
    public DatasetFolder(string dataset, string folder, string root, FileDownload? download)
    {
        this.dataset = dataset;
        this.root = root;
        this.download = download;
        Location = Path.Combine(root, folder);
    }

    /// <summary>The dataset's own folder, which downloads go to.</summary>
    public string Location { get; }

    /// <summary>The first of some files that is there: in the dataset's folder, or in the root itself; null where none is.</summary>
    /// <param name="names">The names, the most welcome first.</param>
    public string? Find(params IReadOnlyList<string> names) =>
        names
            .SelectMany(name => new[] { Path.Combine(Location, name), Path.Combine(root, name) })
            .FirstOrDefault(File.Exists);

    /// <summary>
    /// A file that must be there, downloaded if need be. The sum is checked as it is downloaded; a file that a user has put
    /// there is taken as it is, so that the same content in another packing will do.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="others">Names under which the same content may lie there.</param>
    /// <exception cref="LikenessException">It is not there and cannot be downloaded; the message says which file to put where.</exception>
    public string Require(PublishedFile file, params IReadOnlyList<string> others)
    {
        if (Find([file.Name, .. others]) is { } found)
        {
            return found;
        }

        if (download is null)
        {
            throw new LikenessException(
                $"{dataset}: there is no {file.Name} in '{Location}' (get it from {file.Addresses[0]} and put it there, or name the folder that datasets are in by --data-dir or {DataRoot.Variable})"
            );
        }

        try
        {
            return download.Fetch(file, Location);
        }
        catch (DownloadException error)
        {
            throw new LikenessException(
                $"{dataset}: {file.Name} cannot be downloaded from {error.Address}: {error.Message} (get the file otherwise and put it into '{Location}')",
                error
            );
        }
    }
}
