using Likeness.Data;

namespace Likeness.Modalities;

/// <summary>What descriptions of files of every kind of data have: a table without empty columns, and the files that cannot be read.</summary>
internal static class FilesDescription
{
    private const int MaxReasons = 10;

    /// <summary>The table; columns without any cell are left out.</summary>
    public static DescriptionTable Table(IReadOnlyList<string> headings, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        int[] shown = [.. Enumerable.Range(0, headings.Count).Where(column => rows.Any(row => row[column].Length > 0))];
        return new(
            [.. shown.Select(column => headings[column])],
            [.. rows.Select(row => (IReadOnlyList<string>)[.. shown.Select(column => row[column])])]
        );
    }

    /// <summary>A remark for each of the first files that cannot be read, and whether a training skips them.</summary>
    /// <param name="unreadable">The files.</param>
    /// <param name="count">The number of all files.</param>
    public static IEnumerable<string> Remarks(UnreadableFiles unreadable, int count)
    {
        string[] reasons = [.. unreadable.Reasons];
        if (reasons.Length == 0)
        {
            yield break;
        }

        yield return unreadable.AreFew(count)
            ? $"{Numeral.Counted(reasons.Length, "file")} of {Numeral.Whole(count)} cannot be read; a training skips {(reasons.Length == 1 ? "it" : "them")}:"
            : $"{Numeral.Counted(reasons.Length, "file")} of {Numeral.Whole(count)} cannot be read; a training skips at most a tenth, and refuses so many:";
        foreach (string reason in reasons.Take(MaxReasons))
        {
            yield return $"  {reason}";
        }

        if (reasons.Length > MaxReasons)
        {
            yield return $"  … and {Numeral.Whole(reasons.Length - MaxReasons)} more";
        }
    }

    /// <summary>A range of numbers as text: one number if all are equal.</summary>
    public static string Range(string low, string high) => low == high ? low : $"{low} to {high}";
}
