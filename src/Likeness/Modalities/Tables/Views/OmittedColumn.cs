using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;

namespace Likeness.Modalities.Tables.Views;

/// <summary>A column that models do not see: identifiers, free text, and columns without any value.</summary>
/// <param name="column">The column of the data.</param>
internal sealed class OmittedColumn(Column column) : ViewedColumn(column)
{
    public override IReadOnlyList<Column> Numbers => [];

    public override string Description => Column.Kind is TextKind { IsInvented: true } text ? text.Origin : "left out";

    public override double[][] Encode(ReadOnlySpan<double> cells, PhiloxRandom random) => [];

    public override double[][] EncodeUnknown(double[] cells) => [];

    public override double[] Decode(double[][] numbers, int count)
    {
        var cells = new double[count];
        Array.Fill(cells, Column is { Missing: null, Kind: TextKind { IsFilled: true } } ? 0 : double.NaN);
        return cells;
    }
}
