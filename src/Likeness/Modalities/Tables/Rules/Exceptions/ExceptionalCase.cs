using System.Globalization;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables.Privacy;
using Likeness.Modalities.Tables.Rules.Formulas;

namespace Likeness.Modalities.Tables.Rules.Exceptions;

/// <summary>A way in which several rows break the rules of a column: the value is missing, that of another column, or a multiple of the right one, such as a decimal slip.</summary>
/// <param name="Of">The column that the right value is multiplied for, or another one; null where the value is missing.</param>
/// <param name="Factor">The multiple.</param>
internal sealed record ExceptionalCase(string? Of = null, double Factor = 1)
{
    private const int MaxCases = 12;

    // Factors as people would name them.
    private const int Digits = 3;

    /// <summary>The case of missing values.</summary>
    public static ExceptionalCase Missing { get; } = new();

    /// <summary>The case as a level.</summary>
    /// <param name="column">The column that breaks its rules.</param>
    public string Text(string column) =>
        Of is null ? "missing"
        : Of == column ? string.Create(CultureInfo.InvariantCulture, $"× {Factor}")
        : $"= {Of}";

    /// <summary>The values of rows in this case.</summary>
    /// <param name="rows">Rows that have the other columns.</param>
    /// <param name="column">The column that breaks its rules.</param>
    /// <param name="expected">The values that its rules give.</param>
    /// <param name="decimals">Its decimal places; null if it is not rounded.</param>
    public double[] Values(Table rows, string column, double[] expected, int? decimals) =>
        Of is null ? [.. Enumerable.Repeat(double.NaN, expected.Length)]
        : Of == column ? Array.ConvertAll(expected, value => RoundedNumber.Of(value * Factor, decimals))
        : rows.ColumnValues(rows.Columns.ToList().FindIndex(one => one.Name == Of));

    /// <summary>The cases that enough of the rows are in, the most frequent first.</summary>
    /// <param name="rows">Training rows.</param>
    /// <param name="at">The place of the column.</param>
    /// <param name="expected">The values that its rules give.</param>
    /// <param name="broken">The rows that break its rules.</param>
    /// <param name="decimals">Its decimal places; null if it is not rounded.</param>
    public static IReadOnlyList<ExceptionalCase> All(
        Table rows,
        int at,
        double[] expected,
        IReadOnlyList<int> broken,
        int? decimals
    )
    {
        double[] cells = rows.ColumnValues(at);
        int[] left = [.. broken.Where(row => !double.IsNaN(cells[row]))];
        List<ExceptionalCase> found = left.Length < broken.Count ? [Missing] : [];
        if (rows.Columns[at].Kind is not NumberKind)
        {
            return found;
        }

        string name = rows.Columns[at].Name;
        ExceptionalCase[] candidates =
        [
            .. left.Where(row => expected[row] != 0)
                .Select(row => RoundedTo(cells[row] / expected[row]))
                .Where(double.IsFinite)
                .Distinct()
                .Select(factor => new ExceptionalCase(name, factor)),
            .. rows
                .Columns.Where(column => column.Kind is NumberKind && column.Name != name)
                .Select(column => new ExceptionalCase(column.Name)),
        ];
        var values = candidates.ToDictionary(one => one, one => one.Values(rows, name, expected, decimals));
        while (found.Count < MaxCases && values.Count > 0)
        {
            var (best, count) = values
                .Select(one => (one.Key, Count: left.Count(row => one.Value[row] == cells[row])))
                .MaxBy(one => one.Count);
            if (count < Protection.MinRows)
            {
                break;
            }

            left = Array.FindAll(left, row => values[best][row] != cells[row]);
            values.Remove(best);
            found.Add(best);
        }

        return found;
    }

    private static double RoundedTo(double value)
    {
        double places = Digits - 1 - Math.Floor(Math.Log10(Math.Abs(value)));
        double unit = Math.Pow(10, places);
        double rounded = Math.Round(Math.Round(value * unit) / unit, 12);
        return rounded == 0 ? double.NaN : rounded;
    }
}
