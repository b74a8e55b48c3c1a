using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Data.Schemas;

namespace Likeness.Modalities.Tables.Rules.Formulas;

/// <summary>Finds times that are another one and several lengths of time, which least squares on the difference tell: <c>end = start + talk + hold</c>.</summary>
internal static class TimeSumSearch
{
    private const int MaxTimes = 8;
    private const int SearchedRows = 4000;

    /// <summary>The rules that all rows satisfy.</summary>
    /// <param name="train">The training rows.</param>
    /// <param name="known">The rules of other columns.</param>
    public static IEnumerable<FormulaColumn> All(Table train, IReadOnlyList<TableRule> known)
    {
        int[] times = Array.FindAll(Columns(train), column => train.Columns[column].Kind is TimeKind);
        if (times.Length is < 2 or > MaxTimes)
        {
            return [];
        }

        int stride = Math.Max(1, train.RowCount / SearchedRows);
        var sample = train.TakeRows([.. Enumerable.Range(0, train.RowCount / stride).Select(row => row * stride)]);
        var found = new List<FormulaColumn>();
        foreach (int later in times.Where(time => RuleSearch.IsOriginal(train.Columns[time].Name, known)))
        {
            var rule = times
                .Where(earlier => earlier != later && IsBefore(later, earlier))
                .SelectMany(earlier => Sums(later, earlier))
                .FirstOrDefault(rule => !rule.IsAlone && Array.TrueForAll(rule.Holds(train), holds => holds));
            found.AddRange(rule is null ? [] : [rule]);
        }

        return found;

        bool IsBefore(int later, int part) =>
            !RuleSearch.Needs(train.Columns[part].Name, train.Columns[later].Name, [.. known, .. found]);

        IEnumerable<FormulaColumn> Sums(int later, int earlier)
        {
            // What is the sum of others says the same once more; what two times leave does not.
            int[] lengths = Array.FindAll(
                Columns(train),
                column =>
                    LinearSearch.IsQuantity(train.Columns[column])
                    && IsBefore(later, column)
                    && !known.Any(rule =>
                        rule.IsComputed
                        && rule.Column == train.Columns[column].Name
                        && !rule.Needs.Any(part => Array.Exists(times, time => train.Columns[time].Name == part))
                    )
            );
            var searched = new SearchedColumn(
                WithDifference(sample, later, earlier),
                later,
                lengths,
                RoundedNumber.DecimalsOf(train, later)
            );
            return from one in LinearSearch.Of(searched, maySubtract: false)
                where one.Formula is FormulaSum && one.Parts.Length > 1
                let parts = (int[])[.. one.Parts, earlier]
                let formula = new FormulaSum([
                    (new FormulaCell(one.Parts.Length), false),
                    .. ((FormulaSum)one.Formula).Terms,
                ])
                let rule = FormulaColumn.Create(train, later, parts, formula)
                where
                    FormulaSearch.CanBeWritten(rule, train)
                    && new FormulaEvidence(sample, rule, later, parts, formula).IsEnough(_ => false)
                select rule;
        }
    }

    private static int[] Columns(Table rows) => [.. Enumerable.Range(0, rows.Width)];

    // What a time is later than another one, in seconds, in its place.
    private static Table WithDifference(Table rows, int later, int earlier)
    {
        double[][] cells = [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues)];
        cells[later] = [.. cells[later].Zip(cells[earlier], (end, start) => end - start)];
        Column[] columns = [.. rows.Columns];
        columns[later] = new Column(columns[later].Name)
        {
            Kind = NumberKind.Default,
            Missing = columns[later].Missing,
        };
        return Table.FromColumns(columns, cells);
    }
}
