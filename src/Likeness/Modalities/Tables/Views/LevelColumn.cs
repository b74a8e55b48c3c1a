using Likeness.Compute.Cpu;
using Likeness.Data;

namespace Likeness.Modalities.Tables.Views;

/// <summary>Level codes, and one code more for a missing value.</summary>
/// <param name="column">The column of the data.</param>
internal sealed class LevelColumn(Column column) : ViewedColumn(column)
{
    private readonly int missing = column.Kind.LevelCount;

    public override IReadOnlyList<Column> Numbers { get; } =
    [column with { Grid = new Grid(0, 1, column.Kind.LevelCount + 1) }];

    public override string Description => "level codes, one for missing";

    public override double[][] Encode(ReadOnlySpan<double> cells, PhiloxRandom random)
    {
        double[] codes = cells.ToArray();
        for (int i = 0; i < codes.Length; i++)
        {
            // A level that the training rows do not have stays beyond the codes.
            codes[i] =
                double.IsNaN(codes[i]) ? missing
                : codes[i] >= missing ? codes[i] + 1
                : codes[i];
        }

        return [codes];
    }

    public override double[] Decode(double[][] numbers, int count)
    {
        double[] cells = [.. numbers[0]];
        for (int i = 0; i < cells.Length; i++)
        {
            cells[i] = cells[i] == missing ? double.NaN : cells[i];
        }

        return cells;
    }
}
