namespace Likeness.Data;

/// <summary>
/// Writes files atomically: the bytes go to a temporary name in the same folder, are flushed to the disk, and the file takes
/// its final name by one rename. If the process dies half-way, the old file stays unchanged.
/// </summary>
public static class AtomicFile
{
    private const int LinuxDiskFull = 28;
    private const int LinuxFileTooLarge = 27; // a limit on file sizes is handled like a full disk
    private const int LinuxQuotaExceeded = 122;
    private const int WindowsDiskFull = unchecked((int)0x80070070);
    private const int WindowsHandleDiskFull = unchecked((int)0x80070027);

    /// <summary>Writes a complete file, or leaves the existing one unchanged.</summary>
    /// <param name="path">The file; its folder must exist, and an existing file is replaced.</param>
    /// <param name="write">Writes the content to a seekable stream; if it throws, the temporary file is removed.</param>
    /// <exception cref="LikenessException">
    /// The disk is full, permission is denied, or the folder does not exist; the message names the path.
    /// </exception>
    public static void Write(string path, Action<Stream> write)
    {
        string full = CheckedPath(path);
        if (IsDevice(full))
        {
            Guarded(path, () => WriteThrough(full, FileMode.Open, write));
            return;
        }

        string temporary = Path.Combine(Path.GetDirectoryName(full)!, $".{Path.GetFileName(full)}.tmp");
        try
        {
            Guarded(
                path,
                () =>
                {
                    WriteThrough(temporary, FileMode.Create, write);
                    File.Move(temporary, full, overwrite: true);
                }
            );
        }
        catch
        {
            RemoveQuietly(temporary);
            throw;
        }
    }

    /// <summary>Refuses a file that <see cref="Write"/> could not create; call it before long work.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="LikenessException">It has no name, is a folder, or its folder does not exist.</exception>
    public static void Check(string path) => CheckedPath(path);

    private static string CheckedPath(string path)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            throw new LikenessException("the file to write has an empty name (give a file name)");
        }

        string full = Path.GetFullPath(path);
        if (Directory.Exists(full))
        {
            throw new LikenessException($"{path}: this is a folder, not a file (give a file name inside it)");
        }

        string folder = Path.GetDirectoryName(full)!;
        return Directory.Exists(folder)
            ? full
            : throw new LikenessException($"{path}: the folder '{folder}' does not exist (create it first)");
    }

    // A rename over a device would replace it by an ordinary file.
    internal static bool IsDevice(string full) =>
        !OperatingSystem.IsWindows()
        && full.StartsWith("/dev/", StringComparison.Ordinal)
        && !full.StartsWith("/dev/shm/", StringComparison.Ordinal);

    private static void WriteThrough(string path, FileMode mode, Action<Stream> write)
    {
        using var stream = new FileStream(path, mode, FileAccess.Write, FileShare.None, bufferSize: 1 << 16);
        write(stream);
        stream.Flush(flushToDisk: true);
    }

    private static void Guarded(string path, Action action)
    {
        try
        {
            action();
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new LikenessException(
                $"{path}: permission to write here is denied (choose a folder that you may write to)",
                denied
            );
        }
        catch (IOException failure)
        {
            bool full =
                failure.HResult
                is LinuxDiskFull
                    or LinuxFileTooLarge
                    or LinuxQuotaExceeded
                    or WindowsDiskFull
                    or WindowsHandleDiskFull;
            throw new LikenessException(
                full
                    ? $"{path}: the disk is full, nothing was written (free some space and try again)"
                    : $"{path}: the file cannot be written ({failure.Message.TrimEnd('.')})",
                failure
            );
        }
    }

    private static void RemoveQuietly(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The first error is the one to report; a leftover temporary file is replaced by the next write.
        }
    }
}
