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
    /// <summary>The defaults; the paper has 512 latent dimensions for faces, and predicts the noise under the linear schedule.</summary>
    public DiffusionAeOptions()
    {
        Epochs = 30;
        BatchSize = 64;
        Blocks = 1;
        Steps = 30;
        DensitySteps = 50;
        Eta = 0;
    }

    /// <summary>Two resolutions of few channels, and few steps, for a quick trial.</summary>
    public static DiffusionAeOptions Small { get; } =
        new()
        {
            Channels = [16, 24],
            EncoderChannels = [8, 16, 32],
            Latent = 24,
            Epochs = 10,
            Steps = 20,
            DensitySteps = 20,
        };

    /// <summary>Dimensions of z, the code of an image.</summary>
    [Description("latent dimensions of the encoder")]
    [Range(1, 4096)]
    public int Latent { get; init; } = 64;

    /// <summary>Channels of the encoder's convolutions, each of which downsamples the image by 2.</summary>
    [Description("channels of the encoder's convolutions, each of which downsamples the image by 2")]
    [Range(1, 65_536)]
    public int[] EncoderChannels { get; init; } = [16, 32, 64];

    /// <summary>Width of the network of the latents.</summary>
    [Description("width of the network that learns the distribution of latents")]
    [Range(1, 65_536)]
    public int LatentHidden { get; init; } = 256;

    /// <summary>Residual blocks of the network of the latents.</summary>
    [Description("residual blocks of the network that learns the distribution of latents")]
    [Range(0, 64)]
    public int LatentBlocks { get; init; } = 3;

    internal override bool LearnsClass => false;

    /// <summary>It has neither classes nor a density, and completes nothing.</summary>
    public override bool IsUsed(PropertyInfo option) =>
        option.Name
            is not (
                nameof(Conditional)
                or nameof(ClassDropout)
                or nameof(Guidance)
                or nameof(Probes)
                or nameof(ImputationSteps)
                or nameof(ImputationRepeats)
            )
        && base.IsUsed(option);
}

/// <summary>
/// Diffusion autoencoder, Preechakul et al. 2022, arXiv:2111.15640: an encoder gives an image a code z = E(x₀), and a U-Net that is conditioned on z
/// denoises x_t = √ᾱ_t x₀ + √(1 − ᾱ_t) ε; both minimise the squared error of the network (eq. 6). What z leaves out is x_T, the image carried to
/// noise by the deterministic steps in the other direction (eq. 8), so that z and x_T together give the image back. A second diffusion, of the standardised
/// codes, is trained at the same time and samples z (§4). The code is added to the embedding of the time, which shifts channels; the paper scales them too.
/// </summary>
[Model(
    "diffusion-ae",
    Learns = typeof(ImageSet),
    Title = "Diffusion autoencoder",
    Paper = "Preechakul et al. 2022, arXiv:2111.15640",
    Summary = "an encoder whose decoder is a diffusion, with a diffusion of its codes"
)]
public sealed class DiffusionAe : GenerativeModel, ILatentModel, IReconstructor
{
    private const ulong CodeNoise = 2;
    private const ulong CodeSteps = 3;

    private readonly DiffusionAeOptions options;
    private readonly ConvolutionalEncoder encoder;
    private readonly DenoisingUNet network;
    private readonly DenoisingNet latentNetwork;
    private readonly LatentMoments moments;
    private readonly DiffusionProcess process;
    private readonly int width;

    /// <summary>Makes the model.</summary>
    /// <param name="options">Sizes and steps.</param>
    /// <param name="space">Of square images.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    /// <exception cref="LikenessException">The space is of no images, or they cannot be downsampled so often.</exception>
    public DiffusionAe(DiffusionAeOptions options, ModelSpace space, ulong? seed = 0)
        : base(space, seed)
    {
        this.options = options;
        space.Require("diffusion-ae", levels: false);
        width = space.Width;
        var sizes = new ConvolutionalSizes(options.EncoderChannels, options.Latent, options.Pixels);
        var part = Scope.At("autoencoder");
        encoder = new ConvolutionalEncoder(part, sizes, space, hasVariance: false, option: "--encoder-channels");
        network = new DenoisingUNet(part.At("network"), space, options, options.Latent);
        latentNetwork = new DenoisingNet(
            Scope.At("latent_network"),
            options.Latent,
            options.LatentHidden,
            options.LatentBlocks
        );
        moments = new LatentMoments(Scope, options.Latent);
        process = new DiffusionProcess(options.Noise, options.NoiseSteps, options.Target);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Objective> Objectives =>
        [
            new("squared error of the latents' diffusion", LatentLoss, Parameters.TrainedOf("latent_network.")),
            new("squared error of the images' diffusion", ImageLoss, Parameters.TrainedOf("autoencoder.")),
        ];

    /// <summary>The loss of the latents depends on the encoder, which changes.</summary>
    public override bool LossMeasuresQuality => false;

    /// <summary>z, standardised, and x_T.</summary>
    public int LatentDimensions => options.Latent + width;

    /// <inheritdoc/>
    public Tensor Encode(Tensor rows)
    {
        var codes = Codes(rows, ForwardPass.Inference);
        var noise = DenoisingSteps.Ancestral(
            process.PathToNoise(options.DensitySteps),
            rows,
            (x, at) => process.Split(Denoiser(codes), x, at),
            eta: 0
        );
        return Tensor.Concatenate(1, moments.Standardise(codes), noise);
    }

    /// <inheritdoc/>
    public Tensor Decode(Tensor latents)
    {
        var codes = moments.Restore(latents.Slice(1, 0, options.Latent));
        return Denoise(latents.Slice(1, options.Latent, width), codes, DenoisingSampler.Ddim);
    }

    /// <inheritdoc/>
    public Tensor Reconstruct(Tensor rows) => Decode(Encode(rows));

    /// <inheritdoc/>
    public override Tensor Sample(int count)
    {
        var codes = DenoisingSteps.Ancestral(
            process.Path(options.Steps),
            Tensor.RandomNormal([count, options.Latent], CodeNoise),
            (z, at) => process.Split((x, time) => latentNetwork.Apply(x, time), z, at),
            eta: 0
        );
        return Denoise(Tensor.RandomNormal([count, width], stream: 0), moments.Restore(codes), options.Sampler);
    }

    private Tensor Denoise(Tensor noise, Tensor codes, DenoisingSampler sampler)
    {
        var path = process.Path(options.Steps);
        DenoisingSteps.Split split = (x, at) => process.Split(Denoiser(codes), x, at);
        return sampler == DenoisingSampler.Default
            ? DenoisingSteps.Ancestral(path, noise, split, options.Eta)
            : DenoisingSteps.Sample(sampler, path, noise, split, options.LangevinRatio);
    }

    private Func<Tensor, Tensor, Tensor> Denoiser(Tensor codes) => (x, time) => network.Apply(x, time, codes);

    private Tensor ImageLoss(Tensor rows, ForwardPass pass)
    {
        int batch = rows.Shape[0];
        var codes = Codes(rows, pass);
        moments.Note(codes, pass);
        return process.Loss(
            Denoiser(codes),
            rows,
            Tensor.RandomNormal([batch, width], stream: 0),
            process.RandomSteps(batch, stream: 1)
        );
    }

    private Tensor LatentLoss(Tensor rows, ForwardPass pass)
    {
        int batch = rows.Shape[0];
        return process.Loss(
            (x, time) => latentNetwork.Apply(x, time),
            moments.Standardise(Codes(rows, ForwardPass.Inference)).Detached(),
            Tensor.RandomNormal([batch, options.Latent], CodeNoise),
            process.RandomSteps(batch, CodeSteps)
        );
    }

    private Tensor Codes(Tensor rows, ForwardPass pass) => encoder.Mean(Space.Pixels(rows), pass);
}
