using System.Reflection;
using Likeness.Compute.Graph;
using Likeness.Modalities.Images.Data;
using Likeness.Models.Autoencoders;
using Likeness.Nn;

namespace Likeness.Models.Images;

/// <summary>Options of <see cref="CVae"/>.</summary>
public sealed record CVaeOptions : ImageVaeOptions
{
    /// <summary>
    /// A larger weight of the divergence than in <see cref="VanillaVae"/>: the latents need not encode the class, and with 0.0001 the latents of MNIST did not
    /// fill N(0, I), so that many samples were no digits.
    /// </summary>
    public CVaeOptions() => KlWeight = 6e-4;

    /// <summary>A quarter of the width, for a quick trial.</summary>
    public static CVaeOptions Small { get; } =
        new()
        {
            Channels = [8, 16, 32, 64],
            Latent = 16,
            Epochs = 10,
            LearningRate = 2e-3,
        };

    /// <inheritdoc/>
    public override bool IsUsed(PropertyInfo option) => option.Name != nameof(ImputationSteps) && base.IsUsed(option);

    internal override bool LearnsClass => true;
}

/// <summary>
/// Conditional variational autoencoder. Sohn et al. 2015 (Learning structured output representation using deep conditional generative
/// models, §4.1): encoder q(z|x, y) and decoder p(x|z, y) are conditioned on the class y; the prior is N(0, I) for every class. Networks and
/// loss are those of <see cref="VanillaVae"/>, with the class as a further one-hot input. The density is that of image and class
/// with uniform classes: log p(x, y) ≥ −log classes + the bound of log p(x|y).
/// </summary>
[Model(
    "cvae",
    Learns = typeof(ImageSet),
    Title = "Conditional VAE",
    Paper = "Sohn et al. 2015, Learning structured output representation using deep conditional generative models",
    Summary = "a convolutional variational autoencoder conditioned on the class"
)]
public sealed class CVae
    : GenerativeModel,
        IDensityModel,
        IReconstructor,
        IClassConditional,
        ITranslator,
        ILevelLikelihood
{
    private readonly CVaeOptions options;
    private readonly ConvolutionalEncoder encoder;
    private readonly Embedding means;
    private readonly Embedding logVariances;
    private readonly ConvolutionalDecoder decoder;

    /// <summary>Makes the model.</summary>
    /// <param name="options">Sizes and weights.</param>
    /// <param name="space">Of square images with classes.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    /// <exception cref="LikenessException">The space is of no images, or they cannot be downsampled so often.</exception>
    public CVae(CVaeOptions options, ModelSpace space, ulong? seed = 0)
        : base(space, seed)
    {
        this.options = options;
        space.Shape();
        space.Require("cvae", levels: false);
        encoder = new ConvolutionalEncoder(Scope, options.Sizes, space);
        means = new Embedding(Scope.At("class_mean"), space.Classes, options.Latent, ClassDeviation);
        logVariances = new Embedding(Scope.At("class_log_variance"), space.Classes, options.Latent, ClassDeviation);
        decoder = new ConvolutionalDecoder(Scope, options.Sizes, space);
    }

    private const double ClassDeviation = 0.1;

    /// <inheritdoc/>
    public override IReadOnlyList<Objective> Objectives =>
        [
            new(
                "mean squared error + weighted KL divergence",
                (rows, pass) => Loss(rows, Noise(rows.Shape[0]), pass),
                Parameters.Trained
            ),
        ];

    /// <inheritdoc/>
    public string DensityKind =>
        $"importance-weighted bound of image and class{options.Pixels.Note()}, K = {options.ScoreSamples}{options.NoiseNote}";

    private float LogVariance =>
        (float)(
            2
            * Math.Log(Math.Max(Math.Sqrt(options.KlWeight * Space.Shape().Length / 2), options.Pixels.MinDeviation()))
        );

    /// <inheritdoc/>
    public override Tensor Sample(int count) => SampleOf(Space.SampleClasses(count, stream: 1));

    /// <summary>Samples images, without the noise of p(x|z, y) unless <see cref="VariationalOptions.SampleNoise"/> is set.</summary>
    public Tensor SampleOf(Tensor classes)
    {
        var means = decoder.Apply(Noise(classes.Shape[0]), classes, ForwardPass.Inference);
        if (!options.SampleNoise)
        {
            return Space.Rows(means, classes);
        }

        var noisy = new DiagonalNormal(means, LogVariance).Sample(Tensor.RandomNormal(means.Shape, stream: 2));
        return Space.Rows(options.Pixels.Observed(noisy), classes);
    }

    /// <inheritdoc/>
    public Tensor Reconstruct(Tensor rows) => Translate(rows, Space.ClassesOf(rows));

    /// <summary>The images with the same latents in other classes; the latents encode style and position.</summary>
    public Tensor Translate(Tensor rows, Tensor classes) =>
        Decode(Posterior(rows, ForwardPass.Inference).Mean, classes);

    /// <inheritdoc/>
    public Tensor LogDensity(Tensor rows) => LogDensity(rows, Noise(options.ScoreSamples * rows.Shape[0]));

    /// <summary>The mean loss of rows for given noise.</summary>
    /// <param name="rows">[batch, d].</param>
    /// <param name="noise">ε: [batch, latent].</param>
    /// <param name="pass">Whether this is training.</param>
    internal Tensor Loss(Tensor rows, Tensor noise, ForwardPass pass)
    {
        var posterior = Posterior(rows, pass);
        var decoded = decoder.Apply(posterior.Sample(noise), Space.ClassesOf(rows), pass);
        var error = (decoded - Space.Pixels(rows)).Square().Mean();
        return error + (posterior.Divergence(DiagonalNormal.Standard).Mean() * (float)options.KlWeight);
    }

    /// <summary>The bound log p(y) Σ p(x, y, z) / q(z|x, y) for given noise: [batch].</summary>
    internal Tensor LogDensity(Tensor rows, Tensor noise)
    {
        int batch = rows.Shape[0];
        int samples = noise.Shape[0] / batch;
        var repeated = rows.BroadcastTo([samples, batch, Dimensions]).Reshape([samples * batch, Dimensions]);
        var posterior = Posterior(repeated, ForwardPass.Inference);
        var z = posterior.Sample(noise);
        var decoded = ImageSpace.Rows(decoder.Apply(z, Space.ClassesOf(repeated), ForwardPass.Inference));
        var pixels = ImageSpace.Rows(Space.Pixels(repeated));
        var weight =
            options.Pixels.LogDensity(pixels, new DiagonalNormal(decoded, LogVariance)).Sum([1])
            + DiagonalNormal.Standard.LogDensity(z)
            - posterior.LogDensity(z);
        return weight.Reshape([samples, batch]).LogSumExp(0).Reshape([batch])
            - MathF.Log(samples)
            + Space.ClassLogProbabilities().Gather(Space.ClassesOf(rows));
    }

    private DiagonalNormal Posterior(Tensor rows, ForwardPass pass)
    {
        var classes = Space.ClassesOf(rows);
        var (mean, logVariance) = encoder.Apply(Space.Pixels(rows), pass);
        return new(mean + means.Apply(classes), logVariance + logVariances.Apply(classes));
    }

    private Tensor Decode(Tensor latents, Tensor classes) =>
        Space.Rows(decoder.Apply(latents, classes, ForwardPass.Inference), classes);

    private Tensor Noise(int count) => Tensor.RandomNormal([count, options.Latent], stream: 0);
}
