using Likeness.Compute.Graph;
using Likeness.Models.Tokens;

namespace Likeness.Models.Images.Autoregressive;

/// <summary>A softmax over the levels: van den Oord et al. 2016, arXiv:1601.06759, §2.2.</summary>
/// <param name="levels">How many levels there are.</param>
/// <param name="sampling">How values are sampled.</param>
internal sealed class LevelHead(int levels, TokenSampling sampling) : IPixelHead
{
    /// <inheritdoc/>
    public int Outputs => levels;

    /// <inheritdoc/>
    public Tensor LogProbability(Tensor outputs, Tensor pixels)
    {
        var shape = pixels.Shape;
        var logits = outputs.Reshape([shape[0], shape[1], levels, shape[2], shape[3]]);
        var levelsOf = pixels.Reshape([shape[0], shape[1], 1, shape[2], shape[3]]);
        return logits.LogSoftmaxAlong(2, levelsOf).Reshape(shape);
    }

    /// <inheritdoc/>
    public Tensor Sample(Tensor outputs, ulong stream) =>
        sampling.Sample(outputs.Reshape([outputs.Shape[0], 1, levels]), stream);
}
