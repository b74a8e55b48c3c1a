namespace Likeness.Data.Parquet.Reading;

/// <summary>Turns errors within a file into sentences for its user.</summary>
internal static class ReadErrors
{
    /// <summary>Runs a part of the work; its errors name the file and, if known, the column.</summary>
    /// <exception cref="LikenessException">The file is damaged, or uses what is not read.</exception>
    public static T Explain<T>(string file, string? column, Func<T> work)
    {
        string place = column is null ? file : $"{file}, column '{ControlCharacters.Replace(column)}'";
        try
        {
            return work();
        }
        catch (NotSupportedException unread)
        {
            throw new LikenessException($"{place}: {unread.Message}", unread);
        }
        catch (Exception damage) when (damage is FormatException or InvalidDataException or EndOfStreamException)
        {
            string detail = damage is FormatException ? damage.Message : "its compressed data is damaged or cut off";
            throw new LikenessException($"{place}: the file is damaged: {detail} (copy or write it again)", damage);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw InputFile.Describe(file, failure);
        }
    }
}
