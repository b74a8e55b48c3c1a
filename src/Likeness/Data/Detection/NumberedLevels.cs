using Likeness.Data.Kinds;

namespace Likeness.Data.Detection;

/// <summary>
/// Whole numbers that number the levels of a category one to one, such as codes beside the names of states: they are no keys of people if the category has a name of classes (<c>country</c>), or is crossed with another
/// category: each level has each level of that one once.
/// </summary>
internal static class NumberedLevels
{
    private const double MostHaveDigits = 0.5;

    /// <summary>Whether numbers do so.</summary>
    /// <param name="table">The table, all rows of its file.</param>
    /// <param name="at">The column of numbers.</param>
    public static bool Are(Table table, int at) =>
        !SubjectNames.Are(table.Columns[at].Name)
        && Enumerable
            .Range(0, table.Width)
            .Any(other =>
                other != at
                && HasTexts(table.Columns[other].Kind)
                && IsOneToOne(table.Column(at), table.Column(other))
                && (SubjectNames.AreClasses(table.Columns[other].Name) || IsCrossed(table, other))
            );

    private static bool HasTexts(ColumnKind kind) =>
        kind is CategoryKind levels
        && levels.Levels.Count(level => level.Any(char.IsAsciiDigit)) <= MostHaveDigits * levels.LevelCount;

    private static bool IsOneToOne(ReadOnlySpan<double> numbers, ReadOnlySpan<double> levels)
    {
        var (levelOf, numberOf) = (new Dictionary<double, double>(), new Dictionary<double, double>());
        for (int row = 0; row < numbers.Length; row++)
        {
            if (!IsSame(levelOf, numbers[row], levels[row]) || !IsSame(numberOf, levels[row], numbers[row]))
            {
                return false;
            }
        }

        return true;

        static bool IsSame(Dictionary<double, double> map, double key, double value) =>
            map.TryAdd(key, value) || map[key].Equals(value);
    }

    private static bool IsCrossed(Table table, int at) =>
        Enumerable
            .Range(0, table.Width)
            .Any(other =>
                other != at
                && table.Columns[other].Kind is CategoryKind { LevelCount: > 1 } levels
                && levels.LevelCount * table.Columns[at].Kind.LevelCount == table.RowCount
                && table.ColumnValues(at).Zip(table.ColumnValues(other)).Distinct().Count() == table.RowCount
            );
}
