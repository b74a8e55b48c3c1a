namespace Likeness.Data.Transforms;

/// <summary>
/// The prior mass of a density for rows unlike any training row: p(x) = (1 − ε) p_model(x) + ε q(x), with ε = 1 / (n + 2) for n training rows, the
/// probability of an outcome that n trials have not shown (Laplace's rule of succession; Jaynes 2003, Probability Theory, §18.5). q is a product
/// over the columns (<see cref="ColumnPrior"/>), positive everywhere and normalised, so that p is finite and normalised whatever the model does
/// beyond its training rows. For a lower bound on log p_model the mixture is a lower bound too.
/// </summary>
/// <param name="Mass">ε, in (0, 1).</param>
/// <param name="Columns">One for each column of the data, in order.</param>
internal sealed record RowPrior(double Mass, IReadOnlyList<ColumnPrior> Columns)
{
    /// <summary>The prior of these training rows.</summary>
    /// <param name="train">At least one row.</param>
    /// <param name="columns">The transforms of its columns.</param>
    public static RowPrior Fit(Table train, IReadOnlyList<ColumnTransform> columns) =>
        new(
            1.0 / (train.RowCount + 2),
            [
                .. columns.Select(
                    (column, i) =>
                        column.Minimum == column.Maximum || column.IsCategory
                            ? ColumnPrior.OfConstant(column.Minimum)
                            : ColumnPrior.Fit(Array.FindAll(train.ColumnValues(i), value => !double.IsNaN(value)))
                ),
            ]
        );

    /// <summary>Whether the numbers are consistent; those of a file may not be.</summary>
    public bool IsSound(int columns) =>
        Mass is > 0 and < 1 && Columns.Count == columns && Columns.All(column => column.IsSound);

    /// <summary>log p of a row, in nats and the data's units; finite for any finite row.</summary>
    /// <param name="model">log p_model of the row in the data's units; −∞ or NaN where the model has no density.</param>
    /// <param name="row">One value per column.</param>
    /// <param name="columns">The transforms of the columns.</param>
    public double LogDensity(double model, ReadOnlySpan<double> row, IReadOnlyList<ColumnTransform> columns)
    {
        double prior = Math.Log(Mass);
        for (int i = 0; i < row.Length; i++)
        {
            prior += columns[i].IsGiven ? 0 : Columns[i].LogDensity(row[i], columns[i]);
        }

        double own = model + Math.Log(1 - Mass);
        return double.IsFinite(own) ? Math.Max(own, prior) + Math.Log(1 + Math.Exp(-Math.Abs(own - prior))) : prior;
    }
}
