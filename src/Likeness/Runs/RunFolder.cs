namespace Likeness.Runs;

/// <summary>The folder of a run: the path of each of its files. It holds no data itself.</summary>
public sealed class RunFolder
{
    private const string LockName = ".lock";

    // Where runs go that are given no folder.
    private const string DefaultParent = "runs";

    private RunFolder(string path) => FullPath = path;

    /// <summary>The folder, as it was named.</summary>
    public string FullPath { get; }

    /// <summary>Model, options, seed, data, versions.</summary>
    public string RunFile => Path.Combine(FullPath, "run.json");

    /// <summary>The last weights with the optimiser's state; a run resumes from them.</summary>
    public string CheckpointFile => Path.Combine(FullPath, "checkpoint.safetensors");

    /// <summary>The state of the last step, if training was stopped between two points of the history; a run resumes from it.</summary>
    public string PartialFile => Path.Combine(FullPath, "partial.safetensors");

    /// <summary>The weights with the best validation loss; absent without validation examples.</summary>
    public string BestFile => Path.Combine(FullPath, "best.safetensors");

    /// <summary>The losses: one line per epoch, or per interval of steps.</summary>
    public string HistoryFile => Path.Combine(FullPath, "history.csv");

    /// <summary>Samples of the model during training, if the kind of data writes any.</summary>
    public string EpochsFolder => Path.Combine(FullPath, "progress");

    /// <summary>All metrics with their baselines and intervals.</summary>
    public string MetricsFile => Path.Combine(FullPath, "metrics.json");

    /// <summary>The report's figures, one file each.</summary>
    public string FiguresFolder => Path.Combine(FullPath, "figures");

    /// <summary>The report; it opens in a browser without a network.</summary>
    public string ReportFile => Path.Combine(FullPath, "report.html");

    /// <summary>A file or folder that a kind of data writes, such as samples.csv.</summary>
    /// <param name="name">Its name.</param>
    public string PathOf(string name) => Path.Combine(FullPath, name);

    /// <summary>Creates the folder of a new run, and locks it against other processes.</summary>
    /// <param name="path">A new or empty folder; null to take the next free <c>runs/&lt;name&gt;-&lt;n&gt;</c> under the current folder.</param>
    /// <param name="name">The beginning of the name if <c>path</c> is null: model and dataset.</param>
    /// <param name="hold">The lock on the folder (see <see cref="Lock"/>); dispose it when the work is done.</param>
    /// <exception cref="LikenessException">The folder is not empty, is a file, is in use, or cannot be written.</exception>
    public static RunFolder Create(string? path, string name, out IDisposable hold)
    {
        if (path is not null)
        {
            return Claim(path, out hold);
        }

        for (int number = 1; ; number++)
        {
            string candidate = Path.Combine(DefaultParent, $"{name}-{number}");
            if (!Directory.Exists(candidate) && !File.Exists(candidate))
            {
                try
                {
                    return Claim(candidate, out hold);
                }
                catch (LikenessException) when (Directory.Exists(candidate) && !IsEmpty(candidate))
                {
                    // Another process took the name first.
                }
            }
        }
    }

    /// <summary>A new path for a folder that is deleted after use.</summary>
    internal static string TemporaryPath() => Directory.CreateTempSubdirectory("likeness-").FullName;

    /// <summary>Whether a folder is that of a run: it has a run.json.</summary>
    internal static bool IsRun(string path) => File.Exists(new RunFolder(path).RunFile);

    /// <summary>Opens the folder of an existing run.</summary>
    /// <exception cref="LikenessException">There is no such folder, or no run.json in it.</exception>
    public static RunFolder Open(string path)
    {
        if (!Directory.Exists(path))
        {
            throw new LikenessException(
                File.Exists(path)
                    ? $"{path}: this is a file, not a run (name the folder of a run)"
                    : $"{path}: there is no such run (name the folder of a run, such as runs/realnvp-pi-1)"
            );
        }

        return IsRun(path)
            ? new RunFolder(path)
            : throw new LikenessException(
                $"{path}: this is not the folder of a run, because it has no run.json (name the folder of a run)"
            );
    }

    /// <summary>Locks this folder against training by other processes until the result is disposed; the lock of a killed process ends by itself.</summary>
    /// <exception cref="LikenessException">Another process uses the folder, or it cannot be written.</exception>
    public IDisposable Lock()
    {
        string path = Path.Combine(FullPath, LockName);
        try
        {
            return new FileStream(
                path,
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None,
                bufferSize: 1,
                FileOptions.DeleteOnClose
            );
        }
        catch (IOException error) when (File.Exists(path))
        {
            throw new LikenessException(
                $"{FullPath}: another process is training this run (wait for it, or choose another folder)",
                error
            );
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw FolderErrors.Describe(FullPath, error);
        }
    }

    /// <summary>Removes temporary files of a killed process; call it under <see cref="Lock"/>.</summary>
    public void RemoveLeftovers()
    {
        foreach (string leftover in Directory.EnumerateFiles(FullPath, ".*.tmp", SearchOption.AllDirectories))
        {
            File.Delete(leftover);
        }
    }

    /// <summary>Removes the folder if it is empty, so that a run that could not start leaves nothing behind.</summary>
    public void DiscardIfEmpty()
    {
        if (Directory.Exists(FullPath) && !Directory.EnumerateFileSystemEntries(FullPath).Any())
        {
            Directory.Delete(FullPath);
            string above = Path.GetDirectoryName(FullPath)!;
            if (Path.GetFileName(above) == DefaultParent && !Directory.EnumerateFileSystemEntries(above).Any())
            {
                Directory.Delete(above);
            }
        }
    }

    /// <summary>Deletes the folder with its files; a file that is in use stays.</summary>
    internal void Delete()
    {
        try
        {
            Directory.Delete(FullPath, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It is in the system's temporary folder, which the system cleans.
        }
    }

    private static RunFolder Claim(string path, out IDisposable hold)
    {
        if (File.Exists(path))
        {
            throw new LikenessException($"{path}: this is a file (name a new or empty folder for the run)");
        }

        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw FolderErrors.Describe(path, error);
        }

        var folder = new RunFolder(path);
        hold = folder.Lock();
        if (!IsEmpty(path))
        {
            hold.Dispose();
            string otherwise = File.Exists(folder.RunFile) ? ", or continue it with --resume" : "";
            throw new LikenessException($"{path}: the folder is not empty (name a new or empty one{otherwise})");
        }

        return folder;
    }

    // Files that a killed process leaves before it has written anything do not count.
    private static bool IsEmpty(string path) =>
        Directory
            .EnumerateFileSystemEntries(path)
            .All(entry => Path.GetFileName(entry) is LockName or ['.', .., '.', 't', 'm', 'p']);
}
