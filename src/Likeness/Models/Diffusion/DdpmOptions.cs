using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Likeness.Models.Diffusion;

/// <summary>What the network of <see cref="Ddpm"/> predicts of a noisy row x = √ᾱ x₀ + √(1 − ᾱ) ε.</summary>
public enum DiffusionTarget
{
    /// <summary>ε, the noise in it. Ho et al. 2020, arXiv:2006.11239, eq. 14.</summary>
    Noise,

    /// <summary>x₀, the row without noise; ibid., §3.2.</summary>
    Row,

    /// <summary>v = √ᾱ ε − √(1 − ᾱ) x₀. Salimans and Ho 2022, arXiv:2202.00512, §4 and appendix D.</summary>
    Velocity,
}

/// <summary>Options of <see cref="Ddpm"/>.</summary>
public record DdpmOptions : DiffusionOptions
{
    /// <summary>
    /// The defaults. On the points of π (seed 0) they gave a held-out log-density of 7.41 nats per row (a Gaussian mixture 7.32) and a C2ST accuracy of
    /// 0.50, 0.51 and 0.50 (k-nearest neighbours, logistic regression, random forest); 50 steps gave 0.50, 0.52 and 0.54, and 50 steps with η = 0 gave
    /// 0.49, 0.50 and 0.52.
    /// </summary>
    public DdpmOptions()
    {
        Epochs = 400;
        BatchSize = 128;
        Schedule = LearningRateSchedule.Cooldown;
        Averaging = 0.999;
        Steps = 200;
        DensitySteps = 40;
    }

    /// <summary>T, the steps of the diffusion.</summary>
    [Description("steps of the diffusion in training")]
    [Range(2, 100_000)]
    public int NoiseSteps { get; init; } = 1000;

    /// <summary>The noise schedule.</summary>
    [Description("noise schedule: linear or cosine")]
    public NoiseScheduleKind Noise { get; init; } = NoiseScheduleKind.Cosine;

    /// <summary>What the network predicts.</summary>
    [Description("what the network predicts: noise (ε), row (x₀) or velocity (v)")]
    public DiffusionTarget Target { get; init; } = DiffusionTarget.Velocity;

    /// <summary>
    /// η: 1 is DDPM (ancestral sampling, if there are as many steps as in training), 0 is DDIM, which adds no noise.
    /// Song et al. 2021, arXiv:2010.02502, eq. 16.
    /// </summary>
    [Description("noise added in the sampling steps: 1 is DDPM, 0 is DDIM, which adds none")]
    [Range(0, 1)]
    [Sampling(ModelUses.Sampling)]
    public double Eta { get; init; } = 1;
}
