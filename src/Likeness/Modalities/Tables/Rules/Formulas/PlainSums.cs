namespace Likeness.Modalities.Tables.Rules.Formulas;

/// <summary>Proposes sums and differences of two or three columns where rows are too few for least squares on all columns: growth = after − before.</summary>
internal static class PlainSums
{
    private const int MinRows = 20;

    // As many triples take time that few rows are not worth.
    private const int MaxColumnsInThrees = 40;

    /// <summary>The sums that all rows satisfy to within the rounding.</summary>
    /// <param name="searched">The column.</param>
    /// <param name="columns">The columns of quantities that may be parts.</param>
    public static IEnumerable<(int[] Columns, double[] Signs)> Of(SearchedColumn searched, int[] columns)
    {
        var rows = searched.Rows;
        double[] target = rows.ColumnValues(searched.Target);
        double[][] values = Array.ConvertAll(columns, rows.ColumnValues);
        for (int first = 0; first < columns.Length; first++)
        {
            for (int second = 0; second < first; second++)
            {
                foreach (var sum in Signed([first, second]))
                {
                    yield return sum;
                }

                for (int third = 0; third < second && columns.Length <= MaxColumnsInThrees; third++)
                {
                    foreach (var sum in Signed([first, second, third]))
                    {
                        yield return sum;
                    }
                }
            }
        }

        // All signs but those that are all negative.
        IEnumerable<(int[], double[])> Signed(int[] parts) =>
            from negative in Enumerable.Range(0, (1 << parts.Length) - 1)
            let signs = (double[])[.. parts.Select((_, i) => (negative >> i & 1) == 0 ? 1.0 : -1)]
            where Holds(parts, signs)
            select (Array.ConvertAll(parts, part => columns[part]), signs);

        bool Holds(int[] parts, double[] signs)
        {
            int known = 0;
            Span<double> cells = stackalloc double[parts.Length];
            for (int row = 0; row < target.Length; row++)
            {
                double sum = 0;
                for (int i = 0; i < parts.Length; i++)
                {
                    cells[i] = values[parts[i]][row];
                    sum += signs[i] * cells[i];
                }

                double error = Math.Abs(target[row] - sum);
                if (error > FormulaColumn.SlackOf(searched.Decimals, target[row], cells))
                {
                    return false;
                }

                known += double.IsNaN(error) ? 0 : 1;
            }

            return known > MinRows;
        }
    }
}
