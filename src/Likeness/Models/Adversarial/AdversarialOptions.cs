using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Likeness.Data.Transforms;

namespace Likeness.Models.Adversarial;

/// <summary>What models that learn from a critic have in common.</summary>
public abstract record AdversarialOptions : ModelOptions
{
    /// <summary>Averaged weights of the generator, which are steadier than any single ones: Yazıcı et al. 2019, arXiv:1806.04498.</summary>
    protected AdversarialOptions()
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

    /// <summary>Dimensions of the noise that rows are made of.</summary>
    [Description("dimensions of the noise that rows are made of")]
    [Range(1, 4096)]
    public int Latent { get; init; } = 16;

    /// <summary>Width of the hidden layers of generator and critic.</summary>
    [Description("width of the hidden layers of generator and critic")]
    [Range(1, 65_536)]
    public int Hidden { get; init; } = 256;

    /// <summary>Hidden layers of the generator and of the critic.</summary>
    [Description("hidden layers of the generator and of the critic")]
    [Range(1, 64)]
    public int Layers { get; init; } = 3;

    /// <summary>Steps of the critic for each of the generator.</summary>
    [Description("steps of the critic for each step of the generator")]
    [Range(1, 100)]
    public int CriticSteps { get; init; } = 1;

    /// <summary>
    /// Whether the critic's weights are divided by their largest singular value, so that it is 1-Lipschitz but for its activations.
    /// Miyato et al. 2018, arXiv:1802.05957.
    /// </summary>
    [Description("whether the critic's weights are divided by their largest singular value")]
    public bool SpectralNorm { get; init; }

    /// <summary>γ of the penalty γ/2 · E‖∇D(x)‖² at the rows; 0 for none. Mescheder et al. 2018, arXiv:1801.04406, eq. 9.</summary>
    [Description("weight of the penalty on the critic's squared gradient at the rows (R1); 0 for none")]
    [Range(0, 1000)]
    public double R1 { get; init; }

    /// <summary>One step size fits all dimensions of the generator only where they are alike.</summary>
    internal override bool Standardised => true;
}
