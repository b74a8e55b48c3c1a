using Likeness.Data;
using Likeness.Data.Detection;
using Likeness.Data.Kinds;
using Likeness.Data.Schemas;

namespace Likeness.Modalities.Tables.Rules.Orders;

/// <summary>
/// Finds times with which rows begin and end of which no two overlap. Of n independent rows of the mean length d within a time T, about n (n − 1) d / T pairs would, which no pair does by chance if they are many.
/// </summary>
internal static class ApartSearch
{
    private const int MinRows = 50;
    private const double MinLong = 0.5; // rows that do not end where they begin

    /// <summary>The rule, if there is one: of several, the one of the longest rows, within which the others are.</summary>
    /// <param name="train">The training rows as the data has them.</param>
    public static IEnumerable<ApartColumns> All(Table train)
    {
        if (
            train.RowCount < MinRows
            || train.Columns.Any(column => column.Panel is not null || column.Running is not null)
        )
        {
            return [];
        }

        int[] times = [.. Enumerable.Range(0, train.Width).Where(at => train.Columns[at].Kind is TimeKind)];
        return (
            from begin in times
            from end in times
            where begin != end
            let expected = Expected(train, begin, end)
            where expected >= -KeyEvidence.MaxLogChance
            orderby expected descending
            let rule = new ApartColumns(train.Columns[begin].Name, train.Columns[end].Name)
            where HoldsEverywhere(train, rule)
            select rule
        ).Take(1);
    }

    /// <summary>A declared rule; null where some rows overlap, or end before they begin.</summary>
    /// <param name="train">The training rows as the data has them.</param>
    /// <param name="rule">The rule.</param>
    public static ApartColumns? Declare(Table train, RuleText rule)
    {
        var apart = new ApartColumns(rule.Column, rule.Parts[0]);
        return HoldsEverywhere(train, apart) ? apart : null;
    }

    private static bool HoldsEverywhere(Table train, ApartColumns rule)
    {
        var cells = new NamedCells(train);
        return !cells[rule.Column].Zip(cells[rule.End]).Any(one => one.First > one.Second)
            && Array.TrueForAll(rule.Holds(train), holds => holds);
    }

    // The pairs of independent rows that would overlap.
    private static double Expected(Table train, int begin, int end)
    {
        (double Begin, double End)[] rows =
        [
            .. train
                .ColumnValues(begin)
                .Zip(train.ColumnValues(end))
                .Where(one => !double.IsNaN(one.First) && !double.IsNaN(one.Second)),
        ];
        if (
            rows.Length < MinRows
            || Array.Exists(rows, one => one.Begin > one.End)
            || rows.Count(one => one.Begin < one.End) < MinLong * rows.Length
        )
        {
            return 0;
        }

        double all = rows.Max(one => one.End) - rows.Min(one => one.Begin);
        return rows.Length * (rows.Length - 1.0) * rows.Average(one => one.End - one.Begin) / all;
    }
}
