using Likeness.Compute.Graph;
using Likeness.Modalities.Images.Data;
using Likeness.Models.Autoencoders;
using Likeness.Nn;

namespace Likeness.Models.Images.Hierarchical;

/// <summary>
/// Hierarchical variational autoencoder: latents at several scales, p(z) = p(z_L) Π p(z_i | z_{>i}), each inferred on the downward path from the
/// features of the upward path and the prior. Ladder: Sønderby et al. 2016, arXiv:1602.02282, §2.1, here convolutional, with a residual downward path
/// that passes on the latents above (Child 2021, arXiv:2011.10650, §3). It minimises −log p(x|z) + Σ KL(q(z_i) ‖ p(z_i)), where p(x|z) is that of
/// N(decoded, σ²) rounded to levels (<see cref="PixelLikelihood"/>) with one σ that is learned: Rybkin et al. 2021, arXiv:2006.13202. The latent vector is the noise of all levels, N(0, I), the topmost first.
/// </summary>
[Model(
    "hvae",
    Learns = typeof(ImageSet),
    Title = "Hierarchical VAE",
    Paper = "Sønderby et al. 2016, arXiv:1602.02282",
    Summary = "a ladder of latents at several scales, with a bound on the density"
)]
public sealed class HVae : GenerativeModel, IDensityModel, IPosteriorModel, ILevelLikelihood
{
    private const float FirstLogVariance = -3;

    // σ is no finer than the width of a level of symmetric pixels, 2/255.
    private const float MinLogVariance = -9.7f;

    private readonly HVaeOptions options;
    private readonly LadderLevel[] levels;
    private readonly TransposedConvolution last;
    private readonly Convolution image;
    private readonly Parameter logVariance;

    /// <summary>Makes the model.</summary>
    /// <param name="options">Sizes and weights.</param>
    /// <param name="space">Of images.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    /// <exception cref="LikenessException">The space is of no images, or they cannot be downsampled so often.</exception>
    public HVae(HVaeOptions options, ModelSpace space, ulong? seed = 0)
        : base(space, seed)
    {
        this.options = options;
        var shape = space.Shape();
        space.Require("hvae", levels: false);
        int[] channels = options.Channels;
        space.RequireDownsamplings(channels.Length, "--channels");
        levels = new LadderLevel[channels.Length];
        for (int i = 0; i < levels.Length; i++)
        {
            levels[i] = new LadderLevel(
                Scope.At("levels").At(i),
                i == 0 ? shape.Channels : channels[i - 1],
                channels[i],
                i + 1 < channels.Length ? channels[i + 1] : 0,
                options.LatentChannels
            );
        }

        last = TransposedConvolution.ForImages(Scope.At("last"), channels[0], channels[0], 4, stride: 2, padding: 1);
        image = Convolution.ForImages(Scope.At("image"), channels[0], shape.Channels, 3, padding: 1);
        logVariance = Scope.Constant("log_variance", [1], FirstLogVariance);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Objective> Objectives =>
        [
            new(
                "negative evidence lower bound",
                (rows, pass) => Loss(rows, Noise(rows.Shape[0]), pass),
                Parameters.Trained
            ),
        ];

    /// <inheritdoc/>
    public string DensityKind =>
        $"importance-weighted bound{options.Pixels.Note()}, K = {options.ScoreSamples}{options.NoiseNote}";

    /// <inheritdoc/>
    public string CollapseRemedy => options.CollapseRemedy;

    /// <inheritdoc/>
    public int LatentDimensions => Enumerable.Range(0, levels.Length).Sum(Width);

    private Tensor PixelLogVariance => logVariance.Tensor.Maximum(MinLogVariance);

    /// <summary>Samples images, without the noise of p(x|z) unless <see cref="VariationalOptions.SampleNoise"/> is set.</summary>
    public override Tensor Sample(int count)
    {
        var means = Means(Noise(count));
        return options.SampleNoise
            ? options.Pixels.Observed(
                new DiagonalNormal(means, PixelLogVariance).Sample(Tensor.RandomNormal(means.Shape, stream: 1))
            )
            : options.Pixels.Clamped(means);
    }

    /// <inheritdoc/>
    public Tensor Decode(Tensor latents) => options.Pixels.Clamped(Means(latents));

    /// <inheritdoc/>
    public Tensor Encode(Tensor rows)
    {
        var features = Ascend(rows);
        var codes = new Tensor[levels.Length];
        Descend(
            rows.Shape[0],
            (i, prior, context) =>
            {
                var mean = levels[i].Posterior(features[i], context).Mean;
                codes[i] = ImageSpace.Rows(prior.NoiseOf(mean));
                return mean;
            }
        );
        return Tensor.Concatenate(1, [.. codes.Reverse()]);
    }

    /// <inheritdoc/>
    public Tensor LogDensity(Tensor rows) => LogDensity(rows, Noise(options.ScoreSamples * rows.Shape[0]));

    /// <summary>The mean loss of rows for given noise.</summary>
    /// <param name="rows">[batch, d].</param>
    /// <param name="noise">ε of all levels, the topmost first: [batch, latent].</param>
    /// <param name="pass">The progress of the training.</param>
    internal Tensor Loss(Tensor rows, Tensor noise, ForwardPass pass)
    {
        var features = Ascend(rows);
        Tensor divergence = 0;
        var made = Descend(
            rows.Shape[0],
            (i, prior, context) =>
            {
                var posterior = levels[i].Posterior(features[i], context);
                divergence += posterior.Divergence(prior).Mean();
                return posterior.Sample(Part(noise, i));
            }
        );
        return (divergence * options.DivergenceWeight(pass))
            - options.Pixels.LogDensity(rows, new DiagonalNormal(made, PixelLogVariance)).Sum([1]).Mean();
    }

    /// <summary>The bound log (1/K) Σ p(x, z) / q(z|x) for given noise: [batch].</summary>
    internal Tensor LogDensity(Tensor rows, Tensor noise)
    {
        int batch = rows.Shape[0];
        int samples = noise.Shape[0] / batch;
        var repeated = rows.BroadcastTo([samples, batch, Dimensions]).Reshape([samples * batch, Dimensions]);
        var features = Ascend(repeated);
        Tensor weight = 0;
        var made = Descend(
            samples * batch,
            (i, prior, context) =>
            {
                var posterior = levels[i].Posterior(features[i], context);
                var z = posterior.Sample(Part(noise, i));
                weight = weight + prior.LogDensity(z) - posterior.LogDensity(z);
                return z;
            }
        );
        weight += options.Pixels.LogDensity(repeated, new DiagonalNormal(made, PixelLogVariance)).Sum([1]);
        return weight.Reshape([samples, batch]).LogSumExp(0).Reshape([batch]) - MathF.Log(samples);
    }

    /// <summary>The means of p(x|z): [batch, d].</summary>
    private Tensor Means(Tensor latents) => Descend(latents.Shape[0], (i, prior, _) => prior.Sample(Part(latents, i)));

    /// <summary>The features of images at each level, the lowest first.</summary>
    private Tensor[] Ascend(Tensor rows)
    {
        var all = new Tensor[levels.Length];
        var x = Space.Pixels(rows);
        for (int i = 0; i < levels.Length; i++)
        {
            all[i] = x = levels[i].Up(x);
        }

        return all;
    }

    /// <summary>The downward path.</summary>
    /// <param name="batch">Images.</param>
    /// <param name="code">z of a level, from its number, p(z | latents above), and the features from above: [batch, latent channels, height, width].</param>
    /// <returns>The means of p(x|z): [batch, d].</returns>
    private Tensor Descend(int batch, Func<int, DiagonalNormal, Tensor?, Tensor> code)
    {
        Tensor? x = null;
        for (int i = levels.Length - 1; i >= 0; i--)
        {
            var context = levels[i].Down(x);
            x = levels[i].Take(context, code(i, levels[i].Prior(context), context));
        }

        // No tanh: the gradient of one would vanish at the ends of the range of pixels.
        return image.Apply(last.Apply(x!).Silu()).Reshape([batch, Dimensions]);
    }

    /// <summary>Latent dimensions of a level.</summary>
    private int Width(int level) =>
        options.LatentChannels * (Space.Shape().Height >> (level + 1)) * (Space.Shape().Width >> (level + 1));

    private Tensor Part(Tensor latents, int level)
    {
        int first = Enumerable.Range(level + 1, levels.Length - 1 - level).Sum(Width);
        return latents
            .Slice(1, first, Width(level))
            .Reshape([
                latents.Shape[0],
                options.LatentChannels,
                Space.Shape().Height >> (level + 1),
                Space.Shape().Width >> (level + 1),
            ]);
    }

    private Tensor Noise(int count) => Tensor.RandomNormal([count, LatentDimensions], stream: 0);
}
