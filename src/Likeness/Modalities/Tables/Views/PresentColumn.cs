using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Modalities.Tables.Views;

/// <summary>Whether a value is missing, of a column whose values models do not see: identifiers, and free text with a placeholder.</summary>
/// <param name="column">The column of the data.</param>
internal sealed class PresentColumn(Column column) : ViewedColumn(column)
{
    public override IReadOnlyList<Column> Numbers { get; } =
    [new Column(column.Name + FilledColumn.Suffix, new Grid(0, 1, 2)) { Kind = new BooleanKind() }];

    public override string Description =>
        Column.Kind is TextKind { IsInvented: true } text
            ? $"whether it is missing; {text.Origin}"
            : "whether it is missing";

    public override double[][] Encode(ReadOnlySpan<double> cells, PhiloxRandom random) => Encode(cells.ToArray());

    // Nothing is known of a column that the rows lack.
    public override double[][] EncodeUnknown(double[] cells) =>
        Array.TrueForAll(cells, double.IsNaN) ? [cells] : Encode(cells);

    public override double[] Decode(double[][] numbers, int count) =>
        Array.ConvertAll(numbers[0], cell => cell == 1 ? double.NaN : 0.0);

    private static double[][] Encode(double[] cells) =>
        [Array.ConvertAll(cells, cell => double.IsNaN(cell) ? 1.0 : 0.0)];
}
