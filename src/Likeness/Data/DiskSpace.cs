namespace Likeness.Data;

/// <summary>Refuses files that their disk has no room for, before they are written.</summary>
internal static class DiskSpace
{
    /// <summary>Checks the free space at a place. Where the system does not say it, writing shows it.</summary>
    /// <param name="path">The file to be written.</param>
    /// <param name="bytes">Its size.</param>
    /// <param name="content">What it holds, such as <c>1000 rows</c>.</param>
    /// <exception cref="LikenessException">There is less free space.</exception>
    public static void Require(string path, double bytes, string content)
    {
        if (!AtomicFile.IsDevice(Path.GetFullPath(path)) && Free(path) is { } free && bytes > free)
        {
            throw new LikenessException(
                $"{path}: {content} need about {AvailableMemory.Show(bytes)} of disk, and {AvailableMemory.Show(free)} are free (write fewer, or to another disk)"
            );
        }
    }

    private static double? Free(string path)
    {
        try
        {
            return new DriveInfo(Path.GetDirectoryName(Path.GetFullPath(path))!).AvailableFreeSpace;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
