using Likeness.Data;
using Likeness.Data.Transforms;
using Likeness.Training;

namespace Likeness.Modalities.Tables;

/// <summary>The rows of a table.</summary>
/// <param name="table">The rows.</param>
/// <param name="transform">The map to model space.</param>
internal sealed class TableExamples(Table table, DataTransform transform) : IExamples
{
    private readonly string[] names =
    [
        .. transform.Columns.Where(column => !column.Constant).Select(column => $"column '{column.Name}'"),
    ];

    public int Count => table.RowCount;

    public int Width => transform.ModelDimensions;

    public void Fill(ReadOnlySpan<int> which, Span<float> rows, DequantisationNoise? noise) =>
        transform.Forward(table, which, rows, noise);

    public string NameOf(int index) => names[index];
}
