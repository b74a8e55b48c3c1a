using Likeness.Compute.Graph;
using Likeness.Models.Tokens;

namespace Likeness.Models.Images.Autoregressive;

/// <summary>
/// A mixture of discretised logistic distributions: Salimans et al. 2017, arXiv:1701.05517, eq. 2. Each channel has its own mixture, conditioned on
/// the channels before it by the network; in the paper the means depend on them linearly (eq. 3).
/// </summary>
internal sealed class LogisticHead : IPixelHead
{
    private readonly MixtureHead mixture;
    private readonly Tensor levels;

    /// <summary>Makes the head.</summary>
    /// <param name="levels">How many levels there are.</param>
    /// <param name="count">Logistic distributions.</param>
    /// <param name="sampling">How values are sampled.</param>
    public LogisticHead(int levels, int count, TokenSampling sampling)
    {
        var scale = new ColumnScale(new ModelSpace([new ModelDimension("pixel", levels)]));
        mixture = new MixtureHead(scale, count, sampling);
        this.levels = scale.Bins;
    }

    /// <inheritdoc/>
    public int Outputs => mixture.Outputs;

    /// <inheritdoc/>
    public Tensor LogProbability(Tensor outputs, Tensor pixels)
    {
        var shape = pixels.Shape;
        int batch = shape[0];
        int values = shape.Count / batch;
        var each = outputs
            .Reshape([batch, shape[1], Outputs, shape[2] * shape[3]])
            .Permute(0, 1, 3, 2)
            .Reshape([batch, values, Outputs]);
        return mixture.LogProbability(each, pixels.Reshape([batch, values]), levels).Reshape(shape);
    }

    /// <inheritdoc/>
    public Tensor Sample(Tensor outputs, ulong stream) =>
        mixture.Sample(outputs.Reshape([outputs.Shape[0], 1, Outputs]), levels, stream);
}
