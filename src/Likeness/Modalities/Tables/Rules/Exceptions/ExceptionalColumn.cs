using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Rules.Formulas;
using Likeness.Modalities.Tables.Rules.Keys;
using Likeness.Modalities.Tables.Rules.Orders;

namespace Likeness.Modalities.Tables.Rules.Exceptions;

/// <summary>
/// A column whose rules some rows break, such as totals with typing errors. What breaks them moves to columns of its own, which models see beside the others, and the value that the rules give
/// takes its place: models learn the column with its rules, and how often, in which cases and by which values it breaks them.
/// </summary>
/// <param name="Column">The column.</param>
internal sealed record ExceptionalColumn(string Column)
{
    // Of the spread of the values: differences that spread less are learned in their place.
    private const double LessSpread = 0.5;

    /// <summary>The column of values that break its rules, missing elsewhere; null where all that breaks them is a missing value.</summary>
    public string? Values { get; init; }

    /// <summary>The column of cases in which several rows break its rules, missing elsewhere; null without these.</summary>
    public string? CaseColumn { get; init; }

    /// <summary>The cases.</summary>
    public IReadOnlyList<ExceptionalCase> Cases { get; init; } = [];

    /// <summary>Whether values are learned as differences to those that the rules give.</summary>
    public bool AreDifferences { get; init; }

    /// <summary>Decimal places of numbers; null where they are not rounded.</summary>
    public int? Decimals { get; init; }

    /// <summary>What takes the place of values where the rules leave more than one; null where they do not.</summary>
    public TypicalDifference? Typical { get; init; }

    /// <summary>Whether its rules are those of rows with the exceptions of others, which it follows.</summary>
    public bool IsAhead { get; init; }

    /// <summary>
    /// What takes the place of missing values where the rules give none, but gave one for each training row: the most frequent value. A key that such a row shares with no others could have any.
    /// </summary>
    public double? Usual { get; init; }

    /// <summary>The fraction of the training rows that break the rules; 0 where some only lack the value.</summary>
    public double Fraction { get; init; }

    /// <summary>The column of training rows; null if none of them breaks its rules.</summary>
    /// <param name="train">The rows.</param>
    /// <param name="at">The place of the column.</param>
    /// <param name="rules">Its rules.</param>
    /// <param name="typical">What takes the place of values where the rules leave more than one.</param>
    public static ExceptionalColumn? Create(
        Table train,
        int at,
        IReadOnlyList<TableRule> rules,
        TypicalDifference? typical = null
    )
    {
        string name = train.Columns[at].Name;
        var all = new ExceptionalColumn(name)
        {
            Values = Free("exception"),
            CaseColumn = Free("case"),
            Typical = typical,
            Decimals = train.Columns[at].Kind is NumberKind ? RoundedNumber.DecimalsOf(train, at) : null,
        };
        double[] cells = train.ColumnValues(at);
        bool[] holds = all.Held(train, rules);
        double[] expected = all.Expected(train, rules);
        int[] broken = [.. Enumerable.Range(0, holds.Length).Where(row => !holds[row])];
        if (broken.Length == 0)
        {
            return null;
        }

        var cases = typical is null ? ExceptionalCase.All(train, at, expected, broken, all.Decimals) : [];
        double[][] known = all.CaseValues(cases, train, expected);
        int[] values = Array.FindAll(broken, row => !known.Any(one => one[row].Equals(cells[row])));
        return all with
        {
            Values = values.Length > 0 ? all.Values : null,
            CaseColumn = cases.Count > 0 ? all.CaseColumn : null,
            Cases = cases,
            AreDifferences =
                train.Columns[at].Kind.LevelCount == 0
                && Spread(values.Select(row => cells[row] - expected[row]))
                    < LessSpread * Spread(values.Select(row => cells[row])),
            Usual =
                rules is [SubjectValue] && !expected.Contains(double.NaN)
                    ? expected.CountBy(value => value).MaxBy(value => value.Value).Key
                    : null,
            Fraction = Hold(train, rules).Count(one => !one) / (double)train.RowCount,
        };

        string Free(string what)
        {
            string free = $"{name} ({what})";
            while (train.Columns.Any(column => column.Name == free))
            {
                free += "'";
            }

            return free;
        }
    }

    /// <summary>Whether rows satisfy the rules of the column, and lack no value that these give.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="rules">The rules.</param>
    public bool[] Held(Table rows, IReadOnlyList<TableRule> rules)
    {
        bool[] held = Hold(rows, rules);
        // Of a column that others bound, any value could be missing.
        double[]? expected = Typical is null ? Expected(rows, rules) : null;
        foreach (var (row, cell) in rows.ColumnValues(IndexOf(rows, Column)).Index())
        {
            held[row] &= !double.IsNaN(cell) || expected is null || double.IsNaN(expected[row]);
        }

        return held;
    }

    /// <summary>Whether rows satisfy rules.</summary>
    public static bool[] Hold(Table rows, IReadOnlyList<TableRule> rules)
    {
        bool[] all = new bool[rows.RowCount];
        Array.Fill(all, true);
        foreach (var rule in rules)
        {
            bool[] holds = rule.Holds(rows);
            for (int row = 0; row < all.Length; row++)
            {
                all[row] &= holds[row];
            }
        }

        return all;
    }

    /// <summary>Rows that satisfy the rules, with further columns of what broke them.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="isUnknown">Whether missing cells are unknown.</param>
    /// <param name="mayBreak">The rows that may break the rules; null for all.</param>
    public Table Separate(Table rows, IReadOnlyList<TableRule> rules, bool isUnknown, bool[]? mayBreak = null)
    {
        int at = IndexOf(rows, Column);
        double[] cells = rows.ColumnValues(at);
        double[] values = new double[cells.Length];
        double[] cases = new double[cells.Length];
        bool[] holds = Held(rows, rules);
        double[] expected = Expected(rows, rules);
        double[][] known = CaseValues(Cases, rows, expected);
        for (int row = 0; row < cells.Length; row++)
        {
            values[row] = double.NaN;
            cases[row] = double.NaN;
            bool isUsual = Usual is not null && double.IsNaN(expected[row]);
            if ((holds[row] && !isUsual) || (isUnknown && double.IsNaN(cells[row])))
            {
                continue;
            }

            expected[row] = isUsual ? Usual!.Value : expected[row];

            if (
                mayBreak?[row] != false
                && Array.FindIndex(known, one => one[row].Equals(cells[row])) is >= 0 and var place
            )
            {
                cases[row] = place;
            }
            else if (mayBreak?[row] != false)
            {
                values[row] = AreDifferences && !double.IsNaN(expected[row]) ? cells[row] - expected[row] : cells[row];
            }

            cells[row] = expected[row];
        }

        var own = rows.Columns[at];
        List<Column> columns = [.. rows.Columns];
        List<double[]> all = [.. Enumerable.Range(0, rows.Width).Select(rows.ColumnValues)];
        all[at] = cells;
        if (expected.Contains(double.NaN))
        {
            columns[at] = own with { Missing = own.Missing ?? "" };
        }

        if (Values is not null)
        {
            columns.Add(
                AreDifferences
                    ? new Column(Values) { Missing = "" }
                    : own with
                    {
                        Name = Values,
                        Missing = "",
                        Storage = null,
                        DecimalsBy = null,
                    }
            );
            all.Add(values);
        }

        if (CaseColumn is not null)
        {
            columns.Add(
                new Column(CaseColumn)
                {
                    Kind = new CategoryKind([.. Cases.Select(one => one.Text(Column))]),
                    Missing = "",
                }
            );
            all.Add(cases);
        }

        return Table.FromColumns([.. columns], [.. all], rows.Picture).WrittenAs(rows.Dialect);
    }

    /// <summary>The inverse of <see cref="Separate"/>.</summary>
    /// <param name="rows">Rows that satisfy the rules, with the further columns.</param>
    /// <param name="column">The column as the data has it.</param>
    public Table Join(Table rows, Column column)
    {
        int at = IndexOf(rows, Column);
        double[] expected = rows.ColumnValues(at);
        double[] cells = rows.ColumnValues(at);
        if (Values is not null)
        {
            foreach (var (row, value) in rows.ColumnValues(IndexOf(rows, Values)).Index())
            {
                if (!double.IsNaN(value))
                {
                    double start = AreDifferences && !double.IsNaN(cells[row]) ? cells[row] : 0;
                    double sum = RoundedNumber.Of(start + value, Decimals);
                    cells[row] = column.Kind is TimeKind && column.Grid is { } grid ? grid.Snap(sum) : sum;
                }
            }
        }

        if (CaseColumn is not null)
        {
            double[][] known = CaseValues(Cases, rows, expected);
            foreach (var (row, place) in rows.ColumnValues(IndexOf(rows, CaseColumn)).Index())
            {
                cells[row] = double.IsNaN(place) ? cells[row] : known[(int)place][row];
            }
        }

        int[] kept =
        [
            .. Enumerable
                .Range(0, rows.Width)
                .Where(i => rows.Columns[i].Name != Values && rows.Columns[i].Name != CaseColumn),
        ];
        return Table.FromColumns(
            [.. kept.Select(i => i == at ? column : rows.Columns[i])],
            [.. kept.Select(i => i == at ? cells : rows.ColumnValues(i))],
            rows.Picture
        );
    }

    /// <summary>Whether each row has nothing that no training row has: a missing value, or another one, where none broke the rules in this way.</summary>
    /// <param name="rows">Rows with the columns of the data.</param>
    /// <param name="rules">The rules of the column.</param>
    public bool[] IsKnown(Table rows, IReadOnlyList<TableRule> rules)
    {
        double[] cells = rows.ColumnValues(IndexOf(rows, Column));
        bool[] known = Held(rows, rules);
        double[] expected = Expected(rows, rules);
        double[][] of = CaseValues(Cases, rows, expected);
        for (int row = 0; row < known.Length; row++)
        {
            known[row] &= Usual is null || !double.IsNaN(expected[row]);
            known[row] |= double.IsNaN(cells[row])
                ? Cases.Contains(ExceptionalCase.Missing)
                : Values is not null || of.Any(one => one[row] == cells[row]);
        }

        return known;
    }

    private double[][] CaseValues(IReadOnlyList<ExceptionalCase> cases, Table rows, double[] expected) =>
        [.. cases.Select(one => one.Values(rows, Column, expected, Decimals))];

    private double[] Expected(Table rows, IReadOnlyList<TableRule> rules) =>
        Typical?.Expected(rows, Column)
        ?? rules.Select(rule => rule.Expected(rows)).FirstOrDefault(expected => expected is not null)
        ?? [.. Enumerable.Repeat(double.NaN, rows.RowCount)];

    // The interquartile range.
    private static double Spread(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Where(double.IsFinite).Order()];
        return sorted.Length == 0 ? 0 : sorted[sorted.Length * 3 / 4] - sorted[sorted.Length / 4];
    }

    private static int IndexOf(Table rows, string name) => rows.Columns.ToList().FindIndex(one => one.Name == name);
}

/// <summary>The usual difference of a column to another one that it is never below, but for exceptions.</summary>
/// <param name="By">The other column.</param>
/// <param name="Difference">The median difference of the rows that satisfy the order.</param>
internal sealed record TypicalDifference(string By, double Difference)
{
    /// <summary>The other column and the difference: [rows.RowCount].</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="column">The name of the column that has the difference to the other one.</param>
    internal double[] Expected(Table rows, string column)
    {
        var names = rows.Columns.Select(one => one.Name).ToList();
        return Array.ConvertAll(
            ComparedDays.Of(rows, names.IndexOf(By), names.IndexOf(column)).ToArray(),
            value => value + Difference
        );
    }
}
