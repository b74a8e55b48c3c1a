using Likeness.Compute.Graph;

namespace Likeness.Models.Tokens;

/// <summary>A softmax over bins, as a language model has over tokens; it ignores the order of bins.</summary>
/// <param name="scale">The scale of values; bins.</param>
/// <param name="sampling">How values are sampled.</param>
internal sealed class SoftmaxHead(ColumnScale scale, TokenSampling sampling) : IColumnHead
{
    private readonly Tensor numbers = Tensor.Constant(
        [scale.MaxBins],
        [.. Enumerable.Range(0, scale.MaxBins).Select(k => (float)k)]
    );

    /// <inheritdoc/>
    public int Outputs => scale.MaxBins;

    /// <inheritdoc/>
    public Tensor LogProbability(Tensor outputs, Tensor values, Tensor bins)
    {
        Shape one = [values.Shape[0], values.Shape[1], 1];
        return Logits(outputs, bins).LogSoftmax(2).TakeAlong(2, values.Reshape(one)).Reshape(values.Shape);
    }

    /// <inheritdoc/>
    public Tensor Sample(Tensor outputs, Tensor bins, ulong stream) => sampling.Sample(Logits(outputs, bins), stream);

    private Tensor Logits(Tensor outputs, Tensor bins)
    {
        Shape one = [outputs.Shape[0], outputs.Shape[1], 1];
        var counts = bins.BroadcastTo([one[0], one[1]]).Reshape(one);
        return counts.GreaterThan(numbers).Where(outputs, TokenSampling.Never);
    }
}
