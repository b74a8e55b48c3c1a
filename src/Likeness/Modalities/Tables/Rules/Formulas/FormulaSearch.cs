using Likeness.Data;
using Likeness.Data.Schemas;

namespace Likeness.Modalities.Tables.Rules.Formulas;

/// <summary>
/// Finds columns that are computed from others (<see cref="LinearSearch"/>, <see cref="ProductSearch"/>, <see cref="InclusiveDays"/>, <see cref="CaseSearch"/>, <see cref="BoundSearch"/>) and rounded, with
/// <see cref="FormulaEvidence"/>.
/// </summary>
internal static class FormulaSearch
{
    private const int SearchedRows = 4000;

    // Of a wide table, in so many columns next to each other.
    private const int Neighbours = 16;
    private const int NeighbourStep = 8;

    /// <summary>The rules that all rows satisfy, none of which needs a column that needs its own.</summary>
    /// <param name="train">The training rows.</param>
    /// <param name="known">The rules of other columns.</param>
    public static IEnumerable<FormulaColumn> All(Table train, IReadOnlyList<TableRule> known)
    {
        int stride = Math.Max(1, train.RowCount / SearchedRows);
        var sample =
            stride == 1
                ? train
                : train.TakeRows([.. Enumerable.Range(0, train.RowCount / stride).Select(row => row * stride)]);
        var tried = new ExactFormulas(train, sample);
        int[] numeric = Numeric(train);
        var found = FunctionSearch.All(train, sample, known).ToList();
        if (numeric.Length <= tried.MaxColumns)
        {
            return [.. found, .. All(train, tried, [.. known, .. found])];
        }

        // Columns of a wide table that belong together stand together.
        for (int first = 0; first == 0 || first + Neighbours - NeighbourStep < numeric.Length; first += NeighbourStep)
        {
            int[] neighbours = numeric[first..Math.Min(numeric.Length, first + Neighbours)];
            found.AddRange(new ColumnFormulas(train, tried, [.. known, .. found], neighbours).Find());
        }

        return found;
    }

    private static int[] Numeric(Table train) =>
        [.. Enumerable.Range(0, train.Width).Where(column => train.Columns[column].Kind.IsNumeric)];

    /// <summary>The rules that enough rows satisfy.</summary>
    /// <param name="train">The training rows.</param>
    /// <param name="tried">The rows in which formulas are looked for, and what is enough.</param>
    /// <param name="known">The rules of other columns.</param>
    public static IEnumerable<FormulaColumn> All(Table train, TriedFormulas tried, IReadOnlyList<TableRule> known) =>
        Numeric(train) is { Length: >= 2 } numeric && numeric.Length <= tried.MaxColumns
            ? new ColumnFormulas(train, tried, known, numeric).Find()
            : [];

    // A schema must be able to take the rule back.
    internal static bool CanBeWritten(FormulaColumn rule, Table train) =>
        RuleText.Parse(rule.ToString(), [.. train.Columns.Select(column => column.Name)])
            is { Relation: RuleRelation.Equals } read
        && read.Column == rule.Column
        && read.Parts.SequenceEqual(rule.Parts)
        && read.Formula!.Write(read.Parts) == rule.ToString()[(rule.Column.Length + 3)..];
}
