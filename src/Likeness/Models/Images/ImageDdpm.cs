using Likeness.Modalities.Images.Data;
using Likeness.Models.Diffusion;

namespace Likeness.Models.Images;

/// <summary>Options of <see cref="ImageDdpm"/>.</summary>
public sealed record ImageDdpmOptions : DdpmOptions
{
    /// <summary>
    /// The defaults: pixels from −1 to 1, as in the paper, but dequantised so that they have a density, and 50 steps of DDIM, which give
    /// better images than as many of DDPM: Song et al. 2021, arXiv:2010.02502, table 1.
    /// </summary>
    public ImageDdpmOptions()
    {
        Pixels = PixelScale.DequantisedSymmetric;
        Epochs = 30;
        BatchSize = 64;
        Blocks = 1;
        Steps = 50;
        Eta = 0;
        DensitySteps = 20;
        Probes = 1;
        ImputationSteps = 20;
        ImputationRepeats = 3;
    }

    /// <summary>Two resolutions of few channels, and few steps, for a quick trial.</summary>
    public static ImageDdpmOptions Small { get; } =
        new()
        {
            Channels = [16, 24],
            Epochs = 10,
            Steps = 20,
            DensitySteps = 8,
            ImputationSteps = 8,
            ImputationRepeats = 2,
        };
}

/// <summary>
/// Denoising diffusion of images: <see cref="Ddpm"/> with a U-Net for its network (Ho et al. 2020, arXiv:2006.11239, appendix B). Where pixels
/// lie between −1 and 1, the predicted image is clipped to this range in each sampling step, as in the paper's program.
/// </summary>
[Model(
    "ddpm",
    Learns = typeof(ImageSet),
    Title = "DDPM on images",
    Paper = "Ho et al. 2020, arXiv:2006.11239",
    Summary = "an image is denoised in many small steps by a U-Net"
)]
public sealed class ImageDdpm : Ddpm
{
    /// <summary>Makes the model.</summary>
    /// <param name="options">Sizes and steps.</param>
    /// <param name="space">Of images of continuous pixels that can be downsampled once less than there are resolutions.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    /// <exception cref="LikenessException">The space is of other data.</exception>
    public ImageDdpm(ImageDdpmOptions options, ModelSpace space, ulong? seed = 0)
        : base(options, space, seed)
    {
        space.Require("ddpm", levels: false);
    }
}
