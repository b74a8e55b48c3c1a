using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Likeness.Compute.Graph;
using Likeness.Modalities.Images.Data;
using Likeness.Models.Diffusion;
using Likeness.Nn;

namespace Likeness.Models.Images;

/// <summary>Options of <see cref="DiffusionAe"/>.</summary>
public sealed record DiffusionAeOptions : DdpmOptions
{
    /// <summary>z of 64 dimensions, 50 steps of DDIM for samples, and 100 to the noise of an image.</summary>
    public DiffusionAeOptions()
    {
        Epochs = 30;
        BatchSize = 64;
        Blocks = 1;
        Steps = 50;
        DensitySteps = 100;
        Eta = 0;
    }

    /// <summary>Two resolutions of few channels, and few steps, for a quick trial.</summary>
    public static DiffusionAeOptions Small { get; } =
        new()
        {
            Channels = [16, 24],
            EncoderChannels = [8, 16, 32],
            Latent = 32,
            LatentHidden = 128,
            LatentBlocks = 2,
            Epochs = 10,
            Steps = 20,
            DensitySteps = 40,
        };

    /// <summary>Dimensions of z.</summary>
    [Description("dimensions of the semantic latent vector")]
    [Range(1, 4096)]
    public int Latent { get; init; } = 64;

    /// <summary>Channels of the encoder's convolutions, each of which downsamples the image by 2.</summary>
    [Description("channels of the encoder's convolutions, each of which downsamples the image by 2")]
    [Range(1, 65_536)]
    public int[] EncoderChannels { get; init; } = [16, 32, 64];

    /// <summary>Width of the network that denoises z.</summary>
    [Description("width of the network that denoises the latent vector")]
    [Range(1, 65_536)]
    public int LatentHidden { get; init; } = 256;

    /// <summary>Residual blocks of the network that denoises z.</summary>
    [Description("residual blocks of the network that denoises the latent vector")]
    [Range(0, 64)]
    public int LatentBlocks { get; init; } = 3;

    /// <inheritdoc/>
    public override bool IsUsed(PropertyInfo option) =>
        option.Name
            is not (
                nameof(Probes)
                or nameof(ImputationSteps)
                or nameof(ImputationRepeats)
                or nameof(Sampler)
                or nameof(LangevinRatio)
            )
        && base.IsUsed(option);
}

/// <summary>
/// Diffusion autoencoder: Preechakul et al. 2022, arXiv:2111.15640. An encoder gives a vector z of an image x₀ (§3.2), and a U-Net conditioned on z denoises x_t:
/// both minimise ‖ε(x_t, t, z) − ε‖² (eq. 6), or the error of another <see cref="DiffusionTarget"/>. DDIM without noise decodes (z, x_T) to an image. The same steps backwards give the
/// x_T of an image (eq. 8), so that reconstructions keep its details. A second diffusion, of the standardised z, samples z for new images (§4); both are
/// trained in the same steps, and z does not move for the second's loss. Where the class is learned, it conditions the diffusion of z.
/// The latents are z, standardised, followed by x_T.
/// </summary>
[Model(
    "diffusion-ae",
    Learns = typeof(ImageSet),
    Title = "Diffusion autoencoder",
    Paper = "Preechakul et al. 2022, arXiv:2111.15640",
    Summary = "an encoder of images, and a diffusion conditioned on its latents that decodes them"
)]
public sealed class DiffusionAe : GenerativeModel, ILatentModel, IReconstructor, IClassConditional
{
    private readonly DiffusionAeOptions options;
    private readonly ConvolutionalEncoder encoder;
    private readonly DenoisingUNet network;
    private readonly LatentMoments moments;
    private readonly DiffusionProcess process;
    private readonly ClassGuidance condition; // of the diffusion of z

    /// <summary>Makes the model.</summary>
    /// <param name="options">Sizes and steps.</param>
    /// <param name="space">Of square images of continuous pixels.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    /// <exception cref="LikenessException">The space is of other data, or images cannot be downsampled so often.</exception>
    public DiffusionAe(DiffusionAeOptions options, ModelSpace space, ulong? seed = 0)
        : base(space, seed)
    {
        this.options = options;
        space.Require("diffusion-ae", levels: false);
        space.RequireDownsamplings(options.EncoderChannels.Length, "--encoder-channels", square: true);
        var sizes = new ConvolutionalSizes(options.EncoderChannels, options.Latent, options.Pixels);
        encoder = new ConvolutionalEncoder(Scope.At("semantic"), sizes, space, hasVariance: false);
        network = new DenoisingUNet(Scope.At("network"), space with { Classes = 0 }, options, options.Latent);
        var latent = new DenoisingNet(
            Scope.At("latent"),
            options.Latent,
            options.LatentHidden,
            options.LatentBlocks,
            classes: space.Classes
        );
        condition = new ClassGuidance(space, latent.Apply, options.ClassDropout, options.Guidance);
        moments = new LatentMoments(Scope, options.Latent);
        process = new DiffusionProcess(options.Noise, options.NoiseSteps, options.Target);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Objective> Objectives =>
        [
            new(
                $"squared error of the {options.Target.ToString().ToLowerInvariant()} of images",
                (rows, pass) =>
                {
                    var (batch, width) = (rows.Shape[0], condition.Width);
                    var noise = Tensor.RandomNormal([batch, width], stream: 0);
                    return Loss(rows, noise, process.RandomSteps(batch, stream: 1), pass);
                },
                [.. Parameters.TrainedOf("semantic."), .. Parameters.TrainedOf("network.")]
            ),
            new("the same of latents", LatentLoss, Parameters.TrainedOf("latent.")),
        ];

    /// <summary>z and x_T, and one more for a class: its number is ⌊K Φ(z)⌋.</summary>
    public int LatentDimensions => options.Latent + Dimensions;

    /// <inheritdoc/>
    public Tensor Encode(Tensor rows)
    {
        var z = Codes(rows, ForwardPass.Inference);
        var end = Denoise(process.PathToNoise(options.DensitySteps), condition.Values(rows), z, eta: 0);
        return condition.WithClass(Tensor.Concatenate(1, moments.Standardise(z), end), condition.ClassesOf(rows));
    }

    /// <inheritdoc/>
    public Tensor Decode(Tensor latents)
    {
        var (numbers, classes) = condition.WithoutClass(latents);
        var z = moments.Restore(numbers.Slice(1, 0, options.Latent));
        var noise = numbers.Slice(1, options.Latent, condition.Width);
        return condition.Rows(Denoise(process.Path(options.DensitySteps), noise, z, eta: 0), classes);
    }

    /// <inheritdoc/>
    public Tensor Reconstruct(Tensor rows) => Decode(Encode(rows));

    /// <inheritdoc/>
    public override Tensor Sample(int count) => Sample(count, condition.Sample(count));

    /// <inheritdoc/>
    public Tensor SampleOf(Tensor classes) => Sample(classes.Shape[0], classes);

    /// <summary>The mean loss of the U-Net and the encoder for given noise.</summary>
    /// <param name="rows">[batch, d].</param>
    /// <param name="noise">ε: [batch, pixels].</param>
    /// <param name="step">t − 1, whole numbers from 0: [batch, 1].</param>
    /// <param name="pass">Receives the moments of z.</param>
    internal Tensor Loss(Tensor rows, Tensor noise, Tensor step, ForwardPass pass)
    {
        var z = Codes(rows, pass);
        moments.Note(z.Detached(), pass);
        return process.Loss((x, time) => network.Apply(x, time, null, z), condition.Values(rows), noise, step);
    }

    /// <summary>z of images, before it is standardised: [batch, latent].</summary>
    internal Tensor Codes(Tensor rows, ForwardPass pass) => encoder.Mean(Space.Pixels(rows), pass);

    private Tensor LatentLoss(Tensor rows, ForwardPass pass)
    {
        var z = moments.Standardise(Codes(rows, ForwardPass.Inference)).Detached();
        var noise = Tensor.RandomNormal(z.Shape, stream: 0);
        var step = process.RandomSteps(z.Shape[0], stream: 1);
        return process.Loss(condition.Of(condition.Dropped(rows)), z, noise, step);
    }

    private Tensor Sample(int count, Tensor? classes)
    {
        var latent = condition.Guided(classes);
        var z = DenoisingSteps.Ancestral(
            process.Path(options.Steps),
            Tensor.RandomNormal([count, options.Latent], stream: 2),
            (x, at) => process.Split(latent, x, at),
            eta: 0
        );
        var noise = Tensor.RandomNormal([count, condition.Width], stream: 0);
        var images = Denoise(process.Path(options.Steps), noise, moments.Restore(z), options.Eta);
        return condition.Rows(images, classes);
    }

    private Tensor Denoise(IReadOnlyList<NoisePoint> path, Tensor start, Tensor z, double eta) =>
        DenoisingSteps.Ancestral(
            path,
            start,
            (x, at) => process.Split((noisy, time) => network.Apply(noisy, time, null, z), x, at),
            eta
        );
}
