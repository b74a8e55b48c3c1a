namespace Likeness.Runs;

/// <summary>Files that are either whole or not there: written under a temporary name, flushed to the disk, renamed.</summary>
public static class AtomicFile
{
    internal const string TemporarySuffix = ".partial";

    /// <summary>Writes a file through a stream; an existing one is replaced only once the new one is whole.</summary>
    /// <param name="path">The final name; its folder must exist.</param>
    /// <param name="write">Writes the content; the stream can seek.</param>
    /// <exception cref="LikenessException">The disk is full, or the place cannot be written; nothing is left behind.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string temporary = $"{path}.{Environment.ProcessId}{TemporarySuffix}";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.ReadWrite, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception fault)
        {
            Discard(temporary);
            if (fault is IOException or UnauthorizedAccessException)
            {
                throw FileFault.Describe(path, fault);
            }

            throw;
        }
    }

    /// <summary>Writes text as UTF-8 without a byte-order mark; see <see cref="Write"/>.</summary>
    /// <exception cref="LikenessException">The disk is full, or the place cannot be written; nothing is left behind.</exception>
    public static void WriteText(string path, string text) =>
        Write(path, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text)));

    private static void Discard(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // The first fault is the one to tell; a leftover under a temporary name is no half-written result.
        }
    }
}
