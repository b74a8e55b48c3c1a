namespace Likeness.Data.Archives;

/// <summary>Reports errors of archives in one sentence.</summary>
internal static class ArchiveErrors
{
    /// <summary>Reads something of an archive.</summary>
    /// <param name="place">The archive, or a file in it.</param>
    /// <param name="read">Reads it.</param>
    /// <exception cref="LikenessException">It is damaged, or cannot be read.</exception>
    public static T Named<T>(string place, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (EndOfStreamException error)
        {
            throw new LikenessException($"{place}: the archive is cut off (get a new copy of the file)", error);
        }
        catch (Exception error)
            when (error is InvalidDataException or FormatException or OverflowException or ArgumentException)
        {
            throw new LikenessException(
                $"{place}: the archive is damaged: {error.Message.TrimEnd('.')} (get a new copy of the file)",
                error
            );
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new LikenessException($"{place}: the file cannot be read ({failure.Message.TrimEnd('.')})", failure);
        }
    }
}
