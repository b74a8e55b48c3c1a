using Likeness.Compute.Cpu;
using Likeness.Data;

namespace Likeness.Modalities.Tables.Views;

/// <summary>The cells themselves: numbers, times, and codes of levels.</summary>
/// <param name="column">The column of the data.</param>
internal sealed class PlainColumn(Column column) : ViewedColumn(column)
{
    public override IReadOnlyList<Column> Numbers { get; } =
    [column.Kind.LevelCount is > 0 and var levels ? column with { Grid = new Grid(0, 1, levels) } : column];

    public override string Description => Column.Kind.LevelCount > 0 ? "level codes" : "";

    public override double[][] Encode(ReadOnlySpan<double> cells, PhiloxRandom random) => [cells.ToArray()];

    public override double[] Decode(double[][] numbers, int count) => numbers[0];
}
