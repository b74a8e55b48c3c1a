using Likeness.Data.Transforms;
using Likeness.Modalities.Images.Data;
using Likeness.Models.Diffusion;

namespace Likeness.Models.Images;

/// <summary>Options of <see cref="ImageRectifiedFlow"/>.</summary>
public sealed record ImageRectifiedFlowOptions : RectifiedFlowOptions
{
    /// <summary>The defaults of <see cref="ImageFlowMatching"/>, and four steps of sampling.</summary>
    public ImageRectifiedFlowOptions()
    {
        Transform = TransformKind.Auto;
        Pixels = PixelScale.DequantisedSymmetric;
        Epochs = 30;
        BatchSize = 64;
        Blocks = 1;
        TimePower = 1;
        StepPower = 1;
        Steps = 4;
        CouplingSteps = 8;
        DensitySteps = 20;
        Probes = 1;
        ImputationSteps = 20;
        ImputationRepeats = 3;
    }

    /// <summary>Two resolutions of few channels, and few steps, for a quick trial.</summary>
    public static ImageRectifiedFlowOptions Small { get; } =
        new()
        {
            Channels = [16, 24],
            Epochs = 10,
            CouplingSteps = 6,
            DensitySteps = 8,
            ImputationSteps = 8,
            ImputationRepeats = 2,
        };
}

/// <summary>
/// Rectified flow of images: <see cref="RectifiedFlow"/> (Liu et al. 2023, arXiv:2209.03003, §2.1 and §3.1) with the U-Net of <see cref="ImageDdpm"/> for the
/// fields of both flows.
/// </summary>
[Model(
    "rectified-flow",
    Learns = typeof(ImageSet),
    Title = "Rectified flow on images",
    Paper = "Liu et al. 2023, arXiv:2209.03003",
    Summary = "flow matching of images repeated on its own pairs, for sampling in few steps"
)]
public sealed class ImageRectifiedFlow : RectifiedFlow
{
    /// <summary>Makes the model.</summary>
    /// <param name="options">Sizes and steps.</param>
    /// <param name="space">Of images of continuous pixels that can be downsampled once less than there are resolutions.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    /// <exception cref="LikenessException">The space is of other data.</exception>
    public ImageRectifiedFlow(ImageRectifiedFlowOptions options, ModelSpace space, ulong? seed = 0)
        : base(options, space, seed) => space.Require("rectified-flow", levels: false);
}
