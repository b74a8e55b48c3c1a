using Likeness.Data;
using Likeness.Data.Detection;
using Likeness.Data.Kinds;

namespace Likeness.Modalities.Tables.Rules.Levels;

/// <summary>A column whose values may name rows together with those of others.</summary>
/// <param name="At">Its place.</param>
/// <param name="Levels">The number of its values.</param>
/// <param name="Same">The probability that two rows have the same.</param>
/// <param name="IsTime">Whether it is one of days or longer periods.</param>
internal sealed record OnceCandidate(int At, int Levels, double Same, bool IsTime)
{
    private const int FirstYear = 1000;
    private const int LastYear = 2999;

    /// <summary>A column as a candidate; null for one of other values, of one, or of another one in each row.</summary>
    /// <param name="train">The training rows as the data has them.</param>
    /// <param name="at">The column's place.</param>
    public static OnceCandidate? Create(Table train, int at)
    {
        double[] cells = train.ColumnValues(at);
        if (!MayBe(train.Columns[at], cells) || !Array.TrueForAll(cells, double.IsInteger))
        {
            return null;
        }

        int levels = cells.Distinct().Count();
        return levels > 1 && levels < cells.Length
            ? new(at, levels, SameOf(cells), IsOfTime(train.Columns[at], cells))
            : null;
    }

    /// <summary>The probability that two rows have the same of some values.</summary>
    /// <param name="values">The values.</param>
    public static double SameOf(IReadOnlyCollection<double> values) =>
        values.CountBy(value => value).Sum(one => one.Value * (one.Value - 1.0))
        / (values.Count * (values.Count - 1.0));

    private static bool MayBe(Column column, double[] cells) =>
        column.Kind is CategoryKind or BooleanKind
        || IsOfTime(column, cells)
        || column.Kind is NumberKind
            && (
                TimeNames.Are(column.Name)
                || SubjectNames.MayBeUnits(column.Name)
                || SubjectNames.AreClasses(column.Name)
            );

    // Whole days, periods or years: of shorter times, rows hardly ever have the same.
    private static bool IsOfTime(Column column, double[] cells) =>
        column.Kind is TimeKind { IsDay: true } or TimeKind { IsOfPeriods: true }
        || column.Kind is NumberKind
            && SubjectNames.WordsOf(column.Name).Any(TimeNames.AreOfYears)
            && Array.TrueForAll(cells, cell => cell is >= FirstYear and <= LastYear);
}
