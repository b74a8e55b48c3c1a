using Likeness.Compute.Graph;

namespace Likeness.Models.Tokens;

/// <summary>A probability for each cell by itself, as a language model gives one to each word; it does not know that neighbours are alike.</summary>
/// <param name="scale">What values are; cells.</param>
/// <param name="drawing">How values are drawn.</param>
internal sealed class SoftmaxHead(ColumnScale scale, CellDrawing drawing) : IColumnHead
{
    private readonly Tensor numbers = Tensor.Constant(
        [scale.MostCells],
        [.. Enumerable.Range(0, scale.MostCells).Select(k => (float)k)]
    );

    /// <inheritdoc/>
    public int Outputs => scale.MostCells;

    /// <inheritdoc/>
    public Tensor LogProbability(Tensor outputs, Tensor values, Tensor cells)
    {
        Shape one = [values.Shape[0], values.Shape[1], 1];
        return Logits(outputs, cells).LogSoftmax(2).TakeAlong(2, values.Reshape(one)).Reshape(values.Shape);
    }

    /// <inheritdoc/>
    public Tensor Draw(Tensor outputs, Tensor cells, ulong stream) => drawing.Draw(Logits(outputs, cells), stream);

    private Tensor Logits(Tensor outputs, Tensor cells)
    {
        Shape one = [outputs.Shape[0], outputs.Shape[1], 1];
        var counts = cells.BroadcastTo([one[0], one[1]]).Reshape(one);
        return counts.GreaterThan(numbers).Select(outputs, CellDrawing.Never);
    }
}
