using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Likeness.Models.Images.Translation;

/// <summary>Options of <see cref="CycleGan"/>; the losses' weights are the paper's.</summary>
public sealed record CycleGanOptions : ModelOptions
{
    /// <summary>Adam at 0.0002 with β₁ = 0.5, the learning rate falling at the end, as in the paper; batches of 16 instead of 1.</summary>
    public CycleGanOptions()
    {
        Epochs = 100;
        BatchSize = 16;
        LearningRate = 2e-4;
        Beta1 = 0.5;
        Schedule = LearningRateSchedule.Cooldown;
    }

    /// <summary>Narrow networks of one block, for a quick trial.</summary>
    public static CycleGanOptions Small { get; } =
        new()
        {
            Width = 8,
            Blocks = 1,
            Epochs = 10,
            BatchSize = 32,
            LearningRate = 1e-3,
        };

    /// <summary>Channels next to the image; twice and four times as many after the downsamplings.</summary>
    [Description("channels next to the image; four times as many at the lowest resolution")]
    [Range(1, 4096)]
    public int Width { get; init; } = 32;

    /// <summary>Residual blocks of a generator; the paper has 6 for images of 128 × 128.</summary>
    [Description("residual blocks of a generator")]
    [Range(0, 64)]
    public int Blocks { get; init; } = 3;

    /// <summary>λ, the weight of the cycle-consistency loss.</summary>
    [Description("weight of the cycle-consistency loss")]
    [Range(0, 1000)]
    public double Cycle { get; init; } = 10;

    /// <summary>The weight of the identity loss; half of λ in the paper, where colours are to be kept.</summary>
    [Description("weight of the identity loss")]
    [Range(0, 1000)]
    public double Identity { get; init; } = 5;

    internal override bool LearnsClass => true;
}
