using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Likeness.Models.Autoencoders;

namespace Likeness.Models.Images.Hierarchical;

/// <summary>Options of <see cref="HVae"/>.</summary>
public sealed record HVaeOptions : VariationalOptions
{
    /// <summary>
    /// 50 epochs in batches of 64 with Adam at 0.001, the divergence's weight rising over the first tenth (Sønderby et al. 2016, §2.2 warm up for
    /// 200 of 2,000 epochs).
    /// </summary>
    public HVaeOptions()
    {
        Epochs = 50;
        BatchSize = 64;
        LearningRate = 1e-3;
        Schedule = LearningRateSchedule.Cooldown;
        ClipNorm = 200;
        KlWarmUp = 0.1;
        ScoreSamples = 8;
        SampleNoise = false;
    }

    /// <summary>A third of the width, for a quick trial.</summary>
    public static HVaeOptions Small { get; } =
        new()
        {
            Channels = [12, 24, 32, 32],
            LatentChannels = 2,
            Epochs = 10,
            LearningRate = 2e-3,
            ScoreSamples = 2,
        };

    /// <summary>Channels of the levels, from the image up; each downsamples by 2 and has its own latents.</summary>
    [Description("channels of the levels, from the image up; each downsamples by 2 and has its own latents")]
    [Range(1, 4096)]
    public int[] Channels { get; init; } = [32, 64, 96, 96];

    /// <summary>Latent channels of each level.</summary>
    [Description("latent channels of each level")]
    [Range(1, 1024)]
    public int LatentChannels { get; init; } = 4;

    /// <inheritdoc/>
    public override bool IsUsed(PropertyInfo option) =>
        option.Name
            is not (
                nameof(Latent)
                or nameof(Reconstruction)
                or nameof(Deviation)
                or nameof(FreeBits)
                or nameof(ImputationSteps)
            );
}
