using Likeness.Data;
using Likeness.Data.Detection;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Rules.Determined;
using Likeness.Modalities.Tables.Rules.Keys;

namespace Likeness.Modalities.Tables.Rules.Calendar;

/// <summary>
/// Finds dates in three columns of whole numbers, and columns that follow from them, such as weekdays. Without names that say so, days that are independent of the month would be impossible in some rows; all rows being
/// possible by chance must be improbable.
/// </summary>
internal static class DateSearch
{
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
        var dates = new List<DateColumn>();
        foreach (var (parts, _) in TimePartSearch.Dates(train).OrderByDescending(one => one.IsNamed))
        {
            string[] names = [.. parts.Select(part => train.Columns[part].Name)];
            if (
                !names.Any(taken.Contains)
                && train.Columns[parts[1]].Kind is NumberKind
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

    // A time says more than its date.
    private static bool FollowsFromTime(Table rows, int day) =>
        Enumerable
            .Range(0, rows.Width)
            .Any(i => rows.Columns[i].Kind is TimeKind && DerivedColumnSearch.Find(rows, i, day) is not null);
}
