namespace Likeness.Data.Downloads;

/// <summary>Finds the files of one dataset where the user or an earlier download has put them, and downloads missing files.</summary>
public sealed class DatasetFolder
{
    private readonly string dataset;
    private readonly string root;
    private readonly FileDownload? download;
    private readonly string? terms;

    /// <summary>Searches a folder.</summary>
    /// <param name="dataset">The dataset's name, for messages.</param>
    /// <param name="folder">The name of its folder below the root.</param>
    /// <param name="root">The folder of published datasets: <see cref="DataRoot.Resolve"/>.</param>
    /// <param name="download">Downloads missing files; null to refuse.</param>
    /// <param name="terms">The terms of the dataset that are not accepted yet, so that nothing is downloaded; null for none.</param>
    public DatasetFolder(string dataset, string folder, string root, FileDownload? download, string? terms = null)
    {
        this.terms = terms;
        this.dataset = dataset;
        this.root = root;
        this.download = download;
        Location = Path.Combine(root, folder);
    }

    /// <summary>All files of the dataset, so that a missing one is named together with the others.</summary>
    internal IReadOnlyList<PublishedFile> Files { get; init; } = [];

    /// <summary>The dataset's own folder, the target of downloads.</summary>
    public string Location { get; }

    /// <summary>The first existing file of several names: in the dataset's folder, or in the root itself; null for none.</summary>
    /// <param name="names">The names, in order of preference.</param>
    public string? Find(params IReadOnlyList<string> names) =>
        names
            .SelectMany(name => new[] { Path.Combine(Location, name), Path.Combine(root, name) })
            .FirstOrDefault(File.Exists);

    /// <summary>The first existing folder of several names, in the places where <see cref="Find"/> looks for files; null for none.</summary>
    /// <param name="names">The names, in order of preference.</param>
    internal string? FindFolder(params IReadOnlyList<string> names) =>
        names
            .SelectMany(name => new[] { Path.Combine(Location, name), Path.Combine(root, name) })
            .FirstOrDefault(Directory.Exists);

    /// <summary>
    /// A required file, downloaded if necessary. The checksum is verified during the download; a file that a user has put
    /// there is accepted unchecked, so that the same content in another compression works.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="others">Alternative names of the same content.</param>
    /// <exception cref="LikenessException">It is missing and cannot be downloaded, or not without consent; the message names the file and the folder.</exception>
    public string Require(PublishedFile file, params IReadOnlyList<string> others)
    {
        if (Find([file.Name, .. others]) is { } found)
        {
            return found;
        }

        if (file.IsByHand || download is null)
        {
            throw Absent(file);
        }

        if (terms is not null)
        {
            throw new LikenessException(
                $"{dataset}: the download of {file.Name} ({AvailableMemory.Show(file.Bytes ?? 0)}) asks for consent to its terms, '{terms}' (give --accept-terms, or put the file into '{Location}')"
            );
        }

        if (file.Bytes is { } bytes)
        {
            DiskSpace.Require(Path.Combine(Location, file.Name), bytes, $"the bytes of {file.Name}");
        }

        try
        {
            return download.Fetch(file, Location);
        }
        catch (DownloadException error)
        {
            PublishedFile[] missing = MissingWith(file);
            string needed = missing.Length == 1 ? "" : $"; {Names(missing)} are needed";
            throw new LikenessException(
                $"{dataset}: {file.Name} cannot be downloaded from {error.Address}: {error.Message}{needed} (get the file{(missing.Length == 1 ? "" : "s")} otherwise and put {Them(missing)} into '{Location}')",
                error
            );
        }
    }

    private LikenessException Absent(PublishedFile file)
    {
        PublishedFile[] missing = MissingWith(file);
        string[] extracted = [.. missing.SelectMany(one => one.Extracted.Take(1)).Distinct()];
        string byHand = file.IsByHand ? $", and its authors offer {Them(missing)} by hand only" : "";
        string from = string.Join(", ", missing.Select(one => one.Addresses[0]).Distinct());
        string others = missing.Length == 1 ? "" : $", nor {Names(missing[1..])}";
        string folders = extracted.Length == 0 ? "" : $", or what is extracted from archives as {Words(extracted)}";
        return new LikenessException(
            $"{dataset}: there is no {file.Name} in '{Location}'{others}{byHand} (get {Them(missing)} from {from} and put {Them(missing)} there{folders}, or name the folder that datasets are in by --data-dir or {DataRoot.Variable})"
        );
    }

    // The file, and the others that are neither there, packed or unpacked, nor extracted.
    private PublishedFile[] MissingWith(PublishedFile file) =>
        [
            file,
            .. Files.Where(other =>
                other.Name != file.Name
                && Find(other.Name, Path.GetFileNameWithoutExtension(other.Name)) is null
                && FindFolder(other.Extracted) is null
            ),
        ];

    private static string Them(PublishedFile[] files) => files.Length == 1 ? "it" : "them";

    private static string Names(PublishedFile[] files) => Words([.. files.Select(file => file.Name)]);

    private static string Words(string[] words) =>
        words.Length == 1 ? words[0] : $"{string.Join(", ", words[..^1])} and {words[^1]}";
}
