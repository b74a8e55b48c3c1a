using Likeness.Data.Kinds;

namespace Likeness.Data.Detection;

/// <summary>
/// Texts that say what a code stands for, such as <c>SET OF 6 CAKE TIN 99</c> beside the code of an article: each code has one of them in all its rows, and the numbers inside are no more than words.
/// </summary>
internal static class TextsOfCodes
{
    // Of fewer, copied rows would look like codes.
    private const int MinFurther = 20;
    private const int MinRowsOfEach = 2; // on average

    /// <summary>Whether a column's texts are those of the codes of another one.</summary>
    /// <param name="table">The table, all rows of its file.</param>
    /// <param name="at">The column of texts.</param>
    /// <param name="counts">The rows that show it: those with rare texts.</param>
    public static bool Are(Table table, int at, Func<int, bool> counts) =>
        table.Columns[at].Kind is CategoryKind
        && Enumerable
            .Range(0, table.Width)
            .Any(by =>
                by != at && AreCodes(table.Columns[by]) && Determine(table.Column(by), table.Column(at), counts)
            );

    // Numbers that identify articles may be read as numbers.
    private static bool AreCodes(Column column) =>
        column.Kind is CategoryKind levels
            ? KeyPatterns.AreMostlyCodes(levels.Levels)
            : column.Kind is NumberKind && SubjectNames.AreClasses(column.Name);

    private static bool Determine(ReadOnlySpan<double> codes, ReadOnlySpan<double> texts, Func<int, bool> counts)
    {
        var textOf = new Dictionary<double, double>();
        var seen = new HashSet<double>();
        int rows = 0;
        for (int row = 0; row < codes.Length; row++)
        {
            if (!textOf.TryAdd(codes[row], texts[row]) && !textOf[codes[row]].Equals(texts[row]))
            {
                return false;
            }

            if (counts(row))
            {
                rows++;
                seen.Add(codes[row]);
            }
        }

        return rows - seen.Count >= MinFurther && rows >= MinRowsOfEach * seen.Count;
    }
}
