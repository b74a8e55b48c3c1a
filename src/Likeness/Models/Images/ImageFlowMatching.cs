using Likeness.Modalities.Images.Data;
using Likeness.Models.Diffusion;

namespace Likeness.Models.Images;

/// <summary>Options of <see cref="ImageFlowMatching"/>.</summary>
public sealed record ImageFlowMatchingOptions : FlowMatchingOptions
{
    /// <summary>The defaults: dequantised pixels from −1 to 1, and uniform times, as in the paper.</summary>
    public ImageFlowMatchingOptions()
    {
        Pixels = PixelScale.DequantisedSymmetric;
        Epochs = 30;
        BatchSize = 64;
        Blocks = 1;
        TimePower = 1;
        Steps = 20;
        DensitySteps = 20;
        Probes = 1;
        ImputationSteps = 20;
        ImputationRepeats = 3;
    }

    /// <summary>Two resolutions of few channels, and few steps, for a quick trial.</summary>
    public static ImageFlowMatchingOptions Small { get; } =
        new()
        {
            Channels = [16, 24],
            Epochs = 10,
            Steps = 10,
            DensitySteps = 8,
            ImputationSteps = 8,
            ImputationRepeats = 2,
        };
}

/// <summary>
/// Flow matching of images: <see cref="FlowMatching"/> along straight paths from noise to images (Lipman et al. 2023, arXiv:2210.02747), with
/// the U-Net of <see cref="ImageDdpm"/> for its field.
/// </summary>
[Model(
    "flow-matching",
    Learns = typeof(ImageSet),
    Title = "Flow matching on images",
    Paper = "Lipman et al. 2023, arXiv:2210.02747",
    Summary = "a velocity field from noise to images along straight paths, by a U-Net"
)]
public sealed class ImageFlowMatching : FlowMatching
{
    /// <summary>Makes the model.</summary>
    /// <param name="options">Sizes and steps.</param>
    /// <param name="space">Of images of continuous pixels that can be downsampled once less than there are resolutions.</param>
    /// <param name="seed">The seed of the first weights; null leaves them zero, to be filled.</param>
    /// <exception cref="LikenessException">The space is of other data.</exception>
    public ImageFlowMatching(ImageFlowMatchingOptions options, ModelSpace space, ulong? seed = 0)
        : base(options, space, seed) => space.Require("flow-matching", levels: false);
}
