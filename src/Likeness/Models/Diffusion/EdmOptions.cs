using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Likeness.Models.Diffusion;

/// <summary>Options of <see cref="Edm"/>; the letters are those of its paper's table 1.</summary>
public sealed record EdmOptions : DiffusionOptions
{
    /// <summary>
    /// The defaults. On the dataset pi (held-out log-density in nats a row, and how well a random forest tells samples from held-out rows;
    /// seed 0, 200 epochs): P_mean = −1.2 and P_std = 1.2, the paper's, gave 14.2 and 0.58; −2.5 and 1.8 gave 14.9 and 0.56, for the colours
    /// are thin; and these in batches of 128 at twice the step size 15.1 and 0.54. On the origin's points the defaults gave 7.63 (a
    /// Gaussian mixture 7.32) and 0.52, nearest neighbours 0.49, logistic regression 0.49; with columns that are only standardised 7.61, 0.53, 0.48 and 0.50,
    /// and 7.63 and 0.53 after twice the epochs.
    /// </summary>
    public EdmOptions()
    {
        Epochs = 400;
        BatchSize = 128;
        Schedule = LearningRateSchedule.Cooldown;
        Averaging = 0.999;
    }

    /// <summary>σ_data, the standard deviation that the network takes the columns to have; they are standardised (the paper's pictures have 0.5).</summary>
    [Description("standard deviation that the network takes the columns to have")]
    [Range(1e-3, 1000)]
    public double DataDeviation { get; init; } = 1;

    /// <summary>P_mean, the mean of ln σ in training. The paper's −1.2 is for pictures.</summary>
    [Description("mean of the logarithm of the noise level in training")]
    [Range(-20, 20)]
    public double NoiseMean { get; init; } = -2.5;

    /// <summary>P_std, the standard deviation of ln σ in training.</summary>
    [Description("standard deviation of the logarithm of the noise level in training")]
    [Range(1e-3, 20)]
    public double NoiseDeviation { get; init; } = 1.8;

    /// <summary>σ_min, the noise level at which drawing ends.</summary>
    [Description("noise level at which drawing ends")]
    [Range(1e-6, 1)]
    [Sampling]
    [FormerName("least-noise")]
    public double MinNoise { get; init; } = 0.002;

    /// <summary>σ_max, the noise level at which drawing begins.</summary>
    [Description("noise level at which drawing begins")]
    [Range(1, 10_000)]
    [Sampling]
    [FormerName("most-noise")]
    public double MaxNoise { get; init; } = 80;

    /// <summary>ρ, by which the noise levels of the steps are spread.</summary>
    [Description("ρ, by which noise levels are spread; more makes steps smaller where there is little noise")]
    [Range(1, 100)]
    [Sampling]
    public double Rho { get; init; } = 7;

    /// <summary>S_churn: the noise that all steps add together; 0 for none, which solves the differential equation.</summary>
    [Description("noise that the steps of sampling add, all together (S_churn); 0 for none")]
    [Range(0, 10_000)]
    [Sampling]
    public double Churn { get; init; }

    /// <summary>S_tmin: no noise is added below this noise level.</summary>
    [Description("lowest noise level at which noise is added (S_tmin)")]
    [Range(0, 10_000)]
    [Sampling]
    public double ChurnMin { get; init; }

    /// <summary>S_tmax: no noise is added above this noise level; the default is above every σ_max.</summary>
    [Description("highest noise level at which noise is added (S_tmax)")]
    [Range(0, 10_000)]
    [Sampling]
    public double ChurnMax { get; init; } = 10_000;

    /// <summary>S_noise, the standard deviation of the noise that is added.</summary>
    [Description("standard deviation of the noise that is added (S_noise)")]
    [Range(0, 2)]
    [Sampling]
    public double ChurnNoise { get; init; } = 1;

    /// <summary>Up to format 2, the step from σ_min to 0 was not counted, and S_churn was divided by the other steps.</summary>
    internal override ModelOptions FromFormat(int format) =>
        format > 2 ? this : this with { Steps = Math.Min(Steps + 1, MaxSteps), Churn = Churn * (Steps + 1) / Steps };

    private const int MaxSteps = 10_000;
}
