using Likeness.Data;

namespace Likeness.Interop;

/// <summary>Opens the files that arrays come in, and turns what can go wrong into one sentence.</summary>
internal static class ArrayFile
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="kind">What it should be, such as <c>IDX file</c>.</param>
    /// <param name="read">
    /// Reads it; a <see cref="FormatException"/> says what is wrong with the file (its message ends a sentence that begins with
    /// the file), an <see cref="InvalidDataException"/> that its packing is; a <see cref="NotSupportedException"/> what a sound file has
    /// that is not read.
    /// </param>
    /// <param name="otherwise">What to do with a sound file that is not read.</param>
    /// <exception cref="LikenessException">There is no such file, or it cannot be read or is not as it should be.</exception>
    public static T Read<T>(
        string path,
        string kind,
        Func<FileStream, T> read,
        string otherwise = "save it in a simpler way"
    )
    {
        InputFile.Check(path);
        try
        {
            using var file = File.OpenRead(path);
            return read(file);
        }
        catch (FormatException error)
        {
            throw new LikenessException($"{path}: this is no sound {kind}: {error.Message} (get the file anew)", error);
        }
        catch (InvalidDataException error)
        {
            throw new LikenessException(
                $"{path}: this is no sound {kind}: its packing is damaged or cut off (get the file anew)",
                error
            );
        }
        catch (NotSupportedException gap)
        {
            throw new LikenessException($"{path}: {gap.Message}, which is not read ({otherwise})", gap);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new LikenessException($"{path}: the file cannot be read ({failure.Message.TrimEnd('.')})", failure);
        }
    }
}
