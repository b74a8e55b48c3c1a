using Likeness.Compute.Graph;
using Likeness.Models.Autoencoders;
using Likeness.Nn;

namespace Likeness.Models.Images.Hierarchical;

/// <summary>
/// One level of a ladder: the upward path downsamples by 2; the downward path gives the prior of its latents, adds them to the features, and
/// passes on to the level below.
/// </summary>
internal sealed class LadderLevel
{
    // Bounds log-variances to ±8, so that they stay finite.
    private const float MaxLogVariance = 8;

    private readonly Convolution up;
    private readonly ResidualBlock upper;
    private readonly Convolution seen;
    private readonly TransposedConvolution? down;
    private readonly Convolution? prior;
    private readonly Convolution taken;
    private readonly ResidualBlock lower;
    private readonly int latent;

    /// <summary>Makes the layers.</summary>
    /// <param name="scope">Where their parameters go.</param>
    /// <param name="below">Channels of the level below.</param>
    /// <param name="channels">The level's channels.</param>
    /// <param name="above">Channels of the level above; 0 where there is none.</param>
    /// <param name="latent">Latent channels.</param>
    public LadderLevel(ParameterScope scope, int below, int channels, int above, int latent)
    {
        this.latent = latent;
        up = Convolution.ForImages(scope.At("up"), below, channels, 3, stride: 2, padding: 1);
        upper = new ResidualBlock(scope.At("upper"), channels);
        seen = Convolution.ForImages(scope.At("seen"), channels, 2 * latent, 3, padding: 1);
        if (above > 0)
        {
            down = TransposedConvolution.ForImages(scope.At("down"), above, channels, 4, stride: 2, padding: 1);
            prior = Convolution.ForImages(scope.At("prior"), channels, 2 * latent, 3, padding: 1);
        }

        taken = Convolution.ForImages(scope.At("taken"), latent, channels, 3, padding: 1);
        lower = new ResidualBlock(scope.At("lower"), channels);
    }

    /// <summary>The upward path: [batch, below, side, side] to [batch, channels, side / 2, side / 2].</summary>
    public Tensor Up(Tensor x) => upper.Apply(up.Apply(x));

    /// <summary>The features from the level above; null at the top.</summary>
    public Tensor? Down(Tensor? above) => above is null ? null : down!.Apply(above);

    /// <summary>p(z | the latents above): N(0, I) at the top.</summary>
    public DiagonalNormal Prior(Tensor? context) =>
        context is null ? DiagonalNormal.Standard : Split(prior!.Apply(context.Silu()));

    /// <summary>
    /// q(z | x, the latents above): the estimate of the upward path and the prior, weighted by their precisions (Sønderby et al. 2016, §2.1); at the top
    /// the estimate alone.
    /// </summary>
    public DiagonalNormal Posterior(Tensor rising, Tensor? context)
    {
        var found = Split(seen.Apply(rising.Silu()));
        if (context is null)
        {
            return found;
        }

        var before = Prior(context);
        var (estimatePrecision, priorPrecision) = ((-found.LogVariance).Exp(), (-before.LogVariance).Exp());
        var precision = estimatePrecision + priorPrecision;
        return new(((found.Mean * estimatePrecision) + (before.Mean * priorPrecision)) / precision, -precision.Log());
    }

    /// <summary>Adds the latents to the features: [batch, channels, side / 2, side / 2].</summary>
    public Tensor Take(Tensor? context, Tensor code)
    {
        var x = taken.Apply(code);
        return lower.Apply(context is null ? x : context + x);
    }

    private DiagonalNormal Split(Tensor x) =>
        new(x.Slice(1, 0, latent), (x.Slice(1, latent, latent) * (1 / MaxLogVariance)).Tanh() * MaxLogVariance);
}
