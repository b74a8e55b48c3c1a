using Likeness.Data;

namespace Likeness.Interop;

/// <summary>Opens array files, and reports errors in one sentence.</summary>
internal static class ArrayFile
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="kind">What it should be, such as <c>IDX file</c>.</param>
    /// <param name="read">
    /// Reads the file. A <see cref="FormatException"/> describes an invalid file (its message completes a sentence that begins with
    /// the file name), an <see cref="InvalidDataException"/> invalid compressed data; a <see cref="NotSupportedException"/> an unsupported feature
    /// of a valid file.
    /// </param>
    /// <param name="otherwise">The advice for a valid file that is not supported.</param>
    /// <exception cref="LikenessException">There is no such file, or it cannot be read or is invalid.</exception>
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
        catch (OtherNumbersException error)
        {
            throw new LikenessException($"{path}: {error.Message}", error);
        }
        catch (FormatException error)
        {
            throw new LikenessException(
                $"{path}: this is not a valid {kind}: {error.Message} (get a new copy of the file)",
                error
            );
        }
        catch (InvalidDataException error)
        {
            throw new LikenessException(
                $"{path}: this is not a valid {kind}: its compressed data is damaged or cut off (get a new copy of the file)",
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
