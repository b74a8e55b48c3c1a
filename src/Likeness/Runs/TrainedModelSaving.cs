namespace Likeness.Runs;

/// <content>Copies of the run's folder.</content>
public sealed partial class TrainedModel
{
    /// <summary>Copies the run's folder: weights, history, and the results of <see cref="Evaluate"/> so far. <see cref="Open"/> opens the copy.</summary>
    /// <param name="folder">A new or empty folder.</param>
    /// <exception cref="LikenessException">The folder is not empty, or cannot be written.</exception>
    /// <exception cref="ObjectDisposedException">The model is disposed, and its folder was temporary.</exception>
    public void Save(string folder)
    {
        ObjectDisposedException.ThrowIf(isTemporary && !Directory.Exists(Folder.FullPath), this);
        var copy = RunFolder.Create(folder, Record.Model, out var hold);
        try
        {
            foreach (string file in Directory.EnumerateFiles(Folder.FullPath, "*", SearchOption.AllDirectories))
            {
                string path = copy.PathOf(Path.GetRelativePath(Folder.FullPath, file));
                if (Path.GetFileName(file)[0] != '.')
                {
                    Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                    File.Copy(file, path);
                }
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw FolderErrors.Describe(folder, error);
        }
        finally
        {
            hold.Dispose();
            copy.DiscardIfEmpty();
        }
    }
}
