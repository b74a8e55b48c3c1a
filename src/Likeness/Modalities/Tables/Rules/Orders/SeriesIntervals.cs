using Likeness.Data;
using Likeness.Modalities.Tables.Rules.Keys;

namespace Likeness.Modalities.Tables.Rules.Orders;

/// <summary>
/// Columns that begin and end an interval: a row begins where the one before of its key ended, and never ends before it begins. By chance, half of the rows would.
/// </summary>
internal static class SeriesIntervals
{
    /// <summary>The columns with which rows begin and end.</summary>
    /// <param name="rows">Training rows.</param>
    /// <param name="subjects">How the rows of keys follow each other.</param>
    public static HashSet<(int Begin, int End)> Find(Table rows, IReadOnlyList<SubjectColumns> subjects)
    {
        string[] names = [.. rows.Columns.Select(column => column.Name)];
        return
        [
            .. from rule in subjects
            from one in rule.Series?.Recurrences ?? []
            where one.Column != one.Previous && one.Terms.Count == 0 && one.RestartsBy is null
            let pair = (Begin: Array.IndexOf(names, one.Column), End: Array.IndexOf(names, one.Previous))
            where pair.Begin >= 0 && pair.End >= 0 && Rises(rows, rule, pair)
            select pair,
        ];
    }

    private static bool Rises(Table rows, SubjectColumns rule, (int Begin, int End) pair)
    {
        var (begins, ends) = (rows.ColumnValues(pair.Begin), rows.ColumnValues(pair.End));
        int[] first = rule.FirstRows(rows);
        int rises = Enumerable.Range(0, first.Length).Count(row => first[row] != row && begins[row] < ends[row]);
        return rises * Math.Log(0.5) < RuleSearch.MaxLogChance && !begins.Zip(ends).Any(one => one.First > one.Second);
    }
}
