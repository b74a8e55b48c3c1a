using Likeness.Compute.Graph;
using Likeness.Modalities.Images.Data;
using Likeness.Models.Images;
using Likeness.Nn;

namespace Likeness.Models.Flows.Layers;

/// <summary>
/// The second half of an image's channels is split off as noise, the first goes through the rest of the flow: Dinh et al. 2017,
/// arXiv:1605.08803, §3.6. With a prior, the half that is split off is N(μ, σ²) conditioned on the other half, so that (x − μ)/σ is the
/// noise: Kingma and Dhariwal 2018, arXiv:1807.03039, whose program learns the prior at a split.
/// </summary>
/// <param name="shape">The images' sizes here.</param>
/// <param name="rest">The rest of the flow: from images to rows.</param>
/// <param name="bound">Of log σ.</param>
/// <param name="prior">From the half that is kept to μ and then log σ, unbounded, along the channels; null for N(0, I).</param>
internal sealed class FactorOut(ImageShape shape, FlowLayer rest, double bound = 0, Func<Tensor, Tensor>? prior = null)
    : FlowLayer
{
    private readonly int half = shape.Channels / 2;

    public override (Tensor Result, Tensor LogDeterminant) Forward(Tensor x, ForwardPass pass)
    {
        var kept = x.Slice(1, 0, half);
        var left = x.Slice(1, half, half);
        var (noise, logDeterminant) = rest.Forward(kept, pass);
        if (prior is not null)
        {
            var (mean, logDeviation) = Prior(kept);
            left = (left - mean) * (-logDeviation).Exp();
            logDeterminant -= logDeviation.Sum([1, 2, 3]);
        }

        return (Tensor.Concatenate(1, noise, ImageSpace.Rows(left)), logDeterminant);
    }

    public override Tensor Inverse(Tensor y)
    {
        int width = half * shape.Height * shape.Width;
        var kept = rest.Inverse(y.Slice(1, 0, width));
        var left = y.Slice(1, width, width).Reshape([y.Shape[0], half, shape.Height, shape.Width]);
        if (prior is not null)
        {
            var (mean, logDeviation) = Prior(kept);
            left = (left * logDeviation.Exp()) + mean;
        }

        return Tensor.Concatenate(1, kept, left);
    }

    private (Tensor Mean, Tensor LogDeviation) Prior(Tensor kept)
    {
        var outputs = prior!(kept);
        return (outputs.Slice(1, 0, half), LogScale.Bounded(outputs.Slice(1, half, half), bound));
    }
}
