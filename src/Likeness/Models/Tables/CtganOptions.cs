using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Likeness.Data.Transforms;

namespace Likeness.Models.Tables;

/// <summary>Options of <see cref="Ctgan"/>.</summary>
public sealed record CtganOptions : ModelOptions
{
    /// <summary>The defaults: those of the authors' program, with averaged weights.</summary>
    public CtganOptions()
    {
        Transform = TransformKind.Modes;
        Epochs = 300;
        BatchSize = 500;
        LearningRate = 2e-4;
        Beta1 = 0.5;
        Beta2 = 0.9;
        WeightDecay = 1e-6;
        Averaging = 0.99;
    }

    /// <summary>Dimensions of the noise.</summary>
    [Description("dimensions of the noise")]
    [Range(1, 4096)]
    public int Latent { get; init; } = 128;

    /// <summary>Width of the two hidden layers of generator and discriminator.</summary>
    [Description("width of the two hidden layers of generator and discriminator")]
    [Range(1, 65_536)]
    public int Hidden { get; init; } = 256;

    /// <summary>Rows that the discriminator sees together. Lin et al. 2018, arXiv:1712.04086.</summary>
    [Description("rows that the discriminator sees together")]
    [Range(1, 1000)]
    public int Pac { get; init; } = 10;

    /// <summary>τ of the Gumbel softmax. Jang et al. 2017, arXiv:1611.01144.</summary>
    [Description("temperature of the Gumbel softmax")]
    [Range(0.01, 10)]
    public double Tau { get; init; } = 0.2;

    /// <summary>λ, the weight of the gradient penalty.</summary>
    [Description("weight of the penalty that keeps the norm of the discriminator's gradient near 1")]
    [Range(0, 10_000)]
    public double GradientPenalty { get; init; } = 10;
}
