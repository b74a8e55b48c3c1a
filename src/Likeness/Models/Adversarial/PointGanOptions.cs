using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Likeness.Data.Transforms;

namespace Likeness.Models.Adversarial;

/// <summary>Options of adversarial models of tables.</summary>
public abstract record PointGanOptions : AdversarialOptions
{
    /// <summary>Samples come from averaged weights, which vary less between epochs: Yazıcı et al. 2019, arXiv:1806.04498.</summary>
    protected PointGanOptions()
    {
        Epochs = 400;
        BatchSize = 128;
        LearningRate = 2e-4;
        Beta1 = 0;
        Beta2 = 0.9;
        Averaging = 0.999;
        Schedule = LearningRateSchedule.Cooldown;
        Transform = TransformKind.Standardise;
    }

    /// <summary>Width of the hidden layers of generator and discriminator.</summary>
    [Description("width of the hidden layers of generator and discriminator")]
    [Range(1, 65_536)]
    public int Hidden { get; init; } = 256;

    /// <summary>Hidden layers of the generator and of the discriminator.</summary>
    [Description("hidden layers of the generator and of the discriminator")]
    [Range(1, 64)]
    public int Layers { get; init; } = 3;

    /// <summary>One learning rate suits all dimensions of the generator only where their scales are equal.</summary>
    internal override bool Standardised => true;
}
