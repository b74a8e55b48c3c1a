using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Likeness.Data.Transforms;

namespace Likeness.Models.Adversarial;

/// <summary>What adversarial models of points have in common.</summary>
public abstract record PointGanOptions : AdversarialOptions
{
    /// <summary>Averaged weights of the generator, which are steadier than any single ones: Yazıcı et al. 2019, arXiv:1806.04498.</summary>
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

    /// <summary>Width of the hidden layers of generator and critic.</summary>
    [Description("width of the hidden layers of generator and critic")]
    [Range(1, 65_536)]
    public int Hidden { get; init; } = 256;

    /// <summary>Hidden layers of the generator and of the critic.</summary>
    [Description("hidden layers of the generator and of the critic")]
    [Range(1, 64)]
    public int Layers { get; init; } = 3;

    /// <summary>One step size fits all dimensions of the generator only where they are alike.</summary>
    internal override bool Standardised => true;
}
