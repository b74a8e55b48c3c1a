using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Likeness.Data.Transforms;
using Likeness.Models.Diffusion;

namespace Likeness.Models.Tables;

/// <summary>Options of <see cref="TabDdpm"/>.</summary>
public sealed record TabDdpmOptions : ModelOptions
{
    /// <summary>The defaults: 100 steps, of the paper's 100 or 1,000; a smaller network than the paper's.</summary>
    public TabDdpmOptions()
    {
        Transform = TransformKind.Normal;
        Epochs = 400;
        BatchSize = 256;
        LearningRate = 1e-3;
        Schedule = LearningRateSchedule.Cosine;
        Averaging = 0.999;
    }

    /// <summary>Width of the network's layers.</summary>
    [Description("width of the network's layers")]
    [Range(1, 65_536)]
    public int Hidden { get; init; } = 256;

    /// <summary>Residual blocks of the network, of two layers each.</summary>
    [Description("residual blocks of the network, of two layers each")]
    [Range(1, 256)]
    public int Blocks { get; init; } = 3;

    /// <summary>T, the steps of the diffusion, in training and in sampling.</summary>
    [Description("steps of the diffusion, in training and in sampling")]
    [Range(2, 10_000)]
    public int NoiseSteps { get; init; } = 100;

    /// <summary>The noise schedule.</summary>
    [Description("noise schedule: linear or cosine")]
    public NoiseScheduleKind Noise { get; init; } = NoiseScheduleKind.Cosine;

    /// <summary>Noise levels are relative to standardised numbers.</summary>
    internal override bool Standardised => true;
}
