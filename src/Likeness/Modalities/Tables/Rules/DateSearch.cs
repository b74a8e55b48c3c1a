using Likeness.Data;
using Likeness.Data.Detection;
using Likeness.Data.Kinds;
using Likeness.Data.Times;

namespace Likeness.Modalities.Tables.Rules;

/// <summary>
/// Finds dates in three columns of whole numbers, and columns that follow from them, such as weekdays. Without names that say so, days that are independent of the month would be impossible in some rows; all rows being
/// possible by chance must be improbable.
/// </summary>
internal static class DateSearch
{
    private const int MinRows = 20;
    private const int FirstYear = 1000;
    private const int LastYear = 2999;
    private const int Months = 12;
    private const int Days = 31;

    /// <summary>The rules of dates, and of what follows from them.</summary>
    /// <param name="train">The training rows as the data has them.</param>
    /// <param name="subjects">What the rows of a key share: of these and of what orders them, columns stay.</param>
    /// <param name="known">Rules that are known before: what they restore stays.</param>
    public static IReadOnlyList<TableRule> All(
        Table train,
        IReadOnlyList<SubjectColumns> subjects,
        IReadOnlyList<TableRule> known
    )
    {
        var taken = known.Select(rule => rule.Column).Concat(subjects.SelectMany(one => one.Kept)).ToHashSet();
        int[] numbers =
        [
            .. Enumerable
                .Range(0, train.Width)
                .Where(i => train.Columns[i].Kind is NumberKind && !taken.Contains(train.Columns[i].Name)),
        ];
        int[] years = [.. numbers.Where(i => AreWithin(train, i, FirstYear, LastYear))];
        int[] months = [.. numbers.Where(i => years.Length > 0 && AreWithin(train, i, 1, Months))];
        int[] days = [.. numbers.Where(i => months.Length > 0 && AreWithin(train, i, 1, Days))];
        var dates = new List<DateColumn>();
        foreach (
            var (parts, isNamed) in (
                from year in years
                from month in months
                from day in days
                where month != day
                select (new[] { year, month, day })
            )
                .Select(parts => (parts, IsNamed(train, parts)))
                .OrderByDescending(one => one.Item2)
        )
        {
            string[] names = [.. parts.Select(part => train.Columns[part].Name)];
            if (
                !names.Any(taken.Contains)
                && (isNamed || !IsByChance(train, parts))
                && DateColumn.Find(train, names[0], names[1], names[2]) is { } date
                && !FollowsFromTime(train, parts[2])
            )
            {
                dates.Add(date);
                taken.UnionWith(names);
            }
        }

        return [.. dates, .. Following(train, dates, taken)];
    }

    /// <summary>The rules of columns that follow from dates in three columns.</summary>
    private static IEnumerable<OfDateColumn> Following(Table train, List<DateColumn> dates, HashSet<string> taken) =>
        from column in Enumerable.Range(0, train.Width)
        let one = train.Columns[column]
        where one.Kind.IsLearned && one.Kind is not TimeKind && !taken.Contains(one.Name)
        let rule = dates.Select(date => OfDateColumn.Find(train, date, column)).FirstOrDefault(rule => rule is not null)
        where rule is not null
        select rule;

    private static bool AreWithin(Table rows, int column, double first, double last)
    {
        double[] cells = Array.FindAll(rows.ColumnValues(column), cell => !double.IsNaN(cell));
        return cells.Length >= MinRows
            && Array.TrueForAll(cells, cell => double.IsInteger(cell) && cell >= first && cell <= last);
    }

    private static bool IsNamed(Table rows, int[] parts) =>
        DateNames.Are(rows.Columns[parts[0]].Name, rows.Columns[parts[1]].Name, rows.Columns[parts[2]].Name);

    private static bool IsByChance(Table rows, int[] parts) =>
        DayEvidence.IsByChance(
            rows,
            [new(rows.Columns[parts[0]].Name, TimePartKind.Year), new(rows.Columns[parts[1]].Name, TimePartKind.Month)],
            parts[2]
        );

    // A time says more than its date.
    private static bool FollowsFromTime(Table rows, int day) =>
        Enumerable
            .Range(0, rows.Width)
            .Any(i => rows.Columns[i].Kind is TimeKind && DerivedColumnSearch.Find(rows, i, day) is not null);
}
