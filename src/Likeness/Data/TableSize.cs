namespace Likeness.Data;

/// <summary>Refuses texts that would take more memory than there is, and lines that no table has, before a file is read as a whole.</summary>
internal static class TableSize
{
    /// <summary>The most columns of a table.</summary>
    public const int MaxColumns = 65_536;

    // A number in full has 24 characters.
    public const int MaxLineBytes = 32 * MaxColumns;

    // The text itself, its numbers in a list that doubles as it grows, and their copies in parts and on grids.
    private const double BytesPerByte = 8;

    /// <summary>Checks a file that is there.</summary>
    /// <exception cref="LikenessException">A line is too long, or the file too large.</exception>
    public static void Require(string path)
    {
        InputFile.Check(path);
        AvailableMemory.Require(
            BytesPerByte * new FileInfo(path).Length,
            $"{path}: a text of this size",
            "give fewer rows"
        );
        try
        {
            RequireLines(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw InputFile.Describe(path, failure);
        }
    }

    /// <summary>The error of a line that no table has.</summary>
    public static LikenessException TooLong(string path, long line) =>
        new(
            $"{path}, line {line}: the line has more than {MaxLineBytes} bytes, and a table has at most {MaxColumns} columns (give fewer columns)"
        );

    private static void RequireLines(string path)
    {
        using var stream = File.OpenRead(path);
        var buffer = new byte[1 << 16];
        long length = 0;
        long line = 1;
        for (int read; (read = stream.Read(buffer)) > 0; )
        {
            var rest = buffer.AsSpan(0, read);
            for (int end; (end = rest.IndexOfAny((byte)'\n', (byte)'\r')) >= 0; rest = rest[(end + 1)..])
            {
                line += rest[end] == '\n' ? 1 : 0;
                length = 0;
            }

            length += rest.Length;
            if (length > MaxLineBytes)
            {
                throw TooLong(path, line);
            }
        }
    }
}
