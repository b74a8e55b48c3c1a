using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Likeness.Models.Images.Adversarial;

/// <summary>Options of <see cref="PresGan"/>; those of the posterior samples are of the authors' program.</summary>
public sealed record PresGanOptions : ImageGanOptions
{
    /// <summary>A quarter of the width, for a quick trial.</summary>
    public static PresGanOptions Small { get; } =
        new()
        {
            Width = 16,
            Latent = 32,
            ImputationSteps = 60,
            ImputationRestarts = 2,
            Epochs = 10,
            BatchSize = 64,
            LearningRate = 5e-4,
            LeapfrogSteps = 3,
        };

    /// <summary>λ, the weight of the entropy of the generated images: Dieng et al. 2019, arXiv:1910.04302, eq. 8; 0 for none.</summary>
    [Description("weight of the entropy of the generated images, against mode collapse; 0 for none")]
    [Range(0, 1000)]
    public double Entropy { get; init; } = 0.01;

    /// <summary>The least σ of a pixel: Dieng et al. 2019, §3.2, where the gradient of the entropy grows as 1/σ².</summary>
    [Description("least standard deviation of the noise of a pixel, in model space")]
    [Range(1e-6, 1)]
    public double MinDeviation { get; init; } = 0.01;

    /// <summary>The largest σ of a pixel.</summary>
    [Description("largest standard deviation of the noise of a pixel, in model space")]
    [Range(1e-6, 10)]
    public double MaxDeviation { get; init; } = 0.3;

    /// <summary>Transitions of Hamiltonian Monte Carlo before its states count.</summary>
    [Description("transitions of Hamiltonian Monte Carlo before its states count")]
    [Range(0, 1000)]
    public int BurnIn { get; init; } = 2;

    /// <summary>States of Hamiltonian Monte Carlo over which the posterior mean of an image is averaged.</summary>
    [Description("states of Hamiltonian Monte Carlo over which the posterior mean is averaged")]
    [Range(1, 1000)]
    public int PosteriorSamples { get; init; } = 2;

    /// <summary>Leapfrog steps of a transition.</summary>
    [Description("leapfrog steps of a transition of Hamiltonian Monte Carlo")]
    [Range(1, 1000)]
    public int LeapfrogSteps { get; init; } = 5;

    /// <summary>Whether samples have the noise of the model; without it they are the generator's means.</summary>
    [Sampling(ModelUses.Sampling)]
    [Description("add the model's noise to samples; false gives the generator's means")]
    public bool SampleNoise { get; init; }
}
