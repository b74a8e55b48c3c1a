using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Modalities.Tables.Views;

/// <summary>
/// Two columns for numbers with missing values: the numbers, with uniform ones in place of missing values, and whether the value is missing. With q
/// the density of a uniform number, log p(row, missing) ≥ E[log p(filled row) − log q]: one filled row gives an unbiased estimate of that bound.
/// </summary>
/// <param name="column">The column of the data.</param>
/// <param name="range">The smallest and largest value in the training rows.</param>
internal sealed class FilledColumn(Column column, (double Low, double High) range) : ViewedColumn(column)
{
    /// <summary>Ends the name of the column that says whether a value is missing.</summary>
    public const string Suffix = " is missing";

    public override IReadOnlyList<Column> Numbers { get; } =
    [column with { Missing = null }, new Column(column.Name + Suffix, new Grid(0, 1, 2)) { Kind = new BooleanKind() }];

    public override string Description => "and whether it is missing";

    public override double MissingCost =>
        Math.Log(Column.Grid is { } grid ? grid.Count * grid.Step : Math.Max(range.High - range.Low, double.Epsilon));

    public override double[][] Encode(ReadOnlySpan<double> cells, PhiloxRandom random)
    {
        double[] filled = cells.ToArray();
        var missing = new double[filled.Length];
        for (int i = 0; i < filled.Length; i++)
        {
            double uniform = random.NextDouble();
            if (double.IsNaN(filled[i]))
            {
                filled[i] = Column.Grid is { } grid
                    ? grid.Value(Math.Min((int)(uniform * grid.Count), grid.Count - 1))
                    : range.Low + (uniform * (range.High - range.Low));
                missing[i] = 1;
            }
        }

        return [filled, missing];
    }

    public override double[][] EncodeUnknown(double[] cells) => [cells, new double[cells.Length]];

    public override double[] Decode(double[][] numbers, int count)
    {
        double[] cells = [.. numbers[0]];
        for (int i = 0; i < cells.Length; i++)
        {
            cells[i] = numbers[1][i] == 1 ? double.NaN : cells[i];
        }

        return cells;
    }
}
