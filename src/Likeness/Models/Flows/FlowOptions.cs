namespace Likeness.Models.Flows;

/// <summary>Options of all flows.</summary>
public abstract record FlowOptions : ModelOptions
{
    /// <summary>
    /// Averaged weights and a cooldown. Measured with RealNVP on the points of π with the sizes and epochs of pi_generator (5 seeds, medians of the MMD with
    /// σ = 0.1 and of the Wasserstein distances of x and y): neither 0.0015, 0.0113, 0.0110; averaged weights alone 0.0005, 0.0043, 0.0051; a cosine
    /// alone 0.0005, 0.0049, 0.0056; both 0.0004, 0.0045, 0.0055, and on held-out rows of the dataset pi a loss 0.6 nats below averages alone. Bounds of
    /// 1 to 4 on the scales, clipping at 5 and a warm-up made no difference beyond noise.
    /// </summary>
    protected FlowOptions()
    {
        Schedule = LearningRateSchedule.Cooldown;
        Averaging = 0.999;
    }
}
