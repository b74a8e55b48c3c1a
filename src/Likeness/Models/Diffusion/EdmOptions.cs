using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Likeness.Models.Diffusion;

/// <summary>Options of <see cref="Edm"/>; the letters are those of its paper's table 1.</summary>
public sealed record EdmOptions : DiffusionOptions
{
    /// <summary>
    /// The defaults. On the dataset pi (held-out log-density in nats per row, C2ST accuracy of a random forest; seed 0, 200 epochs) P_mean = −1.2 and
    /// P_std = 1.2, the paper's, gave 14.2 and 0.58; −2.5 and 1.8 gave 14.9 and 0.56, and these in batches of 128 at twice the learning rate 15.1 and
    /// 0.54. On the points of π the defaults gave 7.63 (a Gaussian mixture 7.32) and 0.52, k-nearest neighbours 0.49, logistic regression 0.49; with
    /// standardised columns 7.61, 0.53, 0.48 and 0.50, and 7.63 and 0.53 after twice the epochs. Measured with one sampling step more.
    /// </summary>
    public EdmOptions()
    {
        Epochs = 400;
        BatchSize = 128;
        Schedule = LearningRateSchedule.Cooldown;
        Averaging = 0.999;
    }

    /// <summary>σ_data, the assumed standard deviation of the columns, which are standardised (0.5 for the paper's images).</summary>
    [Description("assumed standard deviation of the columns (σ_data)")]
    [Range(1e-3, 1000)]
    public double DataDeviation { get; init; } = 1;

    /// <summary>P_mean, the mean of ln σ in training. The paper's −1.2 is for images.</summary>
    [Description("mean of the logarithm of the noise level in training")]
    [Range(-20, 20)]
    public double NoiseMean { get; init; } = -2.5;

    /// <summary>P_std, the standard deviation of ln σ in training.</summary>
    [Description("standard deviation of the logarithm of the noise level in training")]
    [Range(1e-3, 20)]
    public double NoiseDeviation { get; init; } = 1.8;

    /// <summary>σ_min, the smallest noise level in sampling; the density is that of rows with this noise.</summary>
    [Description("smallest noise level in sampling; the density is of rows with this noise")]
    [Range(1e-6, 1)]
    [Sampling]
    [FormerName("least-noise")]
    public double MinNoise { get; init; } = 0.002;

    /// <summary>σ_max, the noise level at which sampling starts.</summary>
    [Description("noise level at which sampling starts")]
    [Range(1, 10_000)]
    [Sampling]
    [FormerName("most-noise")]
    public double MaxNoise { get; init; } = 80;

    /// <summary>ρ of the noise levels (eq. 5).</summary>
    [Description("ρ of the noise levels: more makes steps smaller at low noise")]
    [Range(1, 100)]
    [Sampling(ModelUses.Sampling | ModelUses.Decoding)]
    public double Rho { get; init; } = 7;

    /// <summary>S_churn: the noise that all steps add together; 0 for none, which solves the differential equation.</summary>
    [Description("noise that the steps of sampling add, all together (S_churn); 0 for none")]
    [Range(0, 10_000)]
    [Sampling(ModelUses.Sampling)]
    public double Churn { get; init; }

    /// <summary>S_tmin: no noise is added below this noise level.</summary>
    [Description("lowest noise level at which noise is added (S_tmin)")]
    [Range(0, 10_000)]
    [Sampling(ModelUses.Sampling)]
    public double ChurnMin { get; init; }

    /// <summary>S_tmax: no noise is added above this noise level; the default is above every σ_max.</summary>
    [Description("highest noise level at which noise is added (S_tmax)")]
    [Range(0, 10_000)]
    [Sampling(ModelUses.Sampling)]
    public double ChurnMax { get; init; } = 10_000;

    /// <summary>S_noise, the standard deviation of the noise that is added.</summary>
    [Description("standard deviation of the noise that is added (S_noise)")]
    [Range(0, 2)]
    [Sampling(ModelUses.Sampling)]
    public double ChurnNoise { get; init; } = 1;

    /// <summary>Up to format 2, the step from σ_min to 0 was not counted, and S_churn was divided by the other steps.</summary>
    internal override ModelOptions FromFormat(int format) =>
        format > 2 ? this : this with { Steps = Math.Min(Steps + 1, MaxSteps), Churn = Churn * (Steps + 1) / Steps };

    private const int MaxSteps = 10_000;
}
