namespace Likeness.Data;

/// <summary>Opens files that a user names, and reports errors in one sentence.</summary>
internal static class InputFile
{
    /// <summary>The whole content of a file.</summary>
    /// <exception cref="LikenessException">There is no such file, it is a folder, or it cannot be read.</exception>
    public static byte[] ReadAllBytes(string path) => Guarded(path, File.ReadAllBytes);

    /// <summary>The first bytes of a file; fewer if it is shorter.</summary>
    /// <exception cref="LikenessException">As in <see cref="ReadAllBytes"/>.</exception>
    public static ReadOnlySpan<byte> ReadStart(string path, int count) =>
        Guarded(
            path,
            name =>
            {
                using var stream = File.OpenRead(name);
                var start = new byte[count];
                return start[..stream.ReadAtLeast(start, count, throwOnEndOfStream: false)];
            }
        );

    /// <summary>The lines of a text, one after another.</summary>
    /// <exception cref="LikenessException">As in <see cref="ReadAllBytes"/>; only the file's absence while lines are read.</exception>
    public static IEnumerable<string> ReadLines(string path)
    {
        ReadStart(path, 1);
        return File.ReadLines(path);
    }

    private static byte[] Guarded(string path, Func<string, byte[]> read)
    {
        Check(path);
        try
        {
            return read(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Describe(path, failure);
        }
    }

    /// <summary>Why a file cannot be read, as an error.</summary>
    public static LikenessException Describe(string path, Exception failure) =>
        new(
            failure is UnauthorizedAccessException
                ? $"{path}: permission to read is denied (make the file readable for you)"
                : $"{path}: the file cannot be read ({failure.Message.TrimEnd('.')})",
            failure
        );

    /// <summary>Checks that a regular file exists.</summary>
    /// <exception cref="LikenessException">It does not exist, or is a folder, a pipe or a device.</exception>
    public static void Check(string path)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            throw new LikenessException("a data file has an empty name (give a file name)");
        }

        if (Directory.Exists(path))
        {
            throw new LikenessException($"{path}: this is a folder, not a file (name the file inside it)");
        }

        if (!File.Exists(path))
        {
            throw new LikenessException($"{path}: there is no such file ({Suggestion(path)})");
        }

        if (!RegularFile.Is(path))
        {
            throw new LikenessException(
                $"{path}: this is a pipe or a device, not a regular file (copy its content into a file)"
            );
        }
    }

    private static string Suggestion(string path)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? string.Empty;
        if (!Directory.Exists(folder))
        {
            return $"the folder '{folder}' does not exist";
        }

        try
        {
            var names = Directory
                .EnumerateFiles(folder)
                .Select(f => Path.GetFileName(f))
                .Take(1000)
                .Order(StringComparer.Ordinal);
            return NearestName.To(Path.GetFileName(path), names) is string nearest
                ? $"did you mean '{nearest}'?"
                : $"looked in '{folder}'";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return $"looked in '{folder}'";
        }
    }
}
