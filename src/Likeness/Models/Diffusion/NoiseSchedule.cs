namespace Likeness.Models.Diffusion;

/// <summary>The noise schedule of <see cref="Ddpm"/>.</summary>
public enum NoiseScheduleKind
{
    /// <summary>βₜ evenly spaced from 10⁻⁴ to 0.02 for T = 1,000, scaled by 1,000/T for others. Ho et al. 2020, arXiv:2006.11239, §4.</summary>
    Linear,

    /// <summary>ᾱₜ = cos²((t/T + 0.008)/1.008 · π/2) over its value at 0, βₜ at most 0.999. Nichol and Dhariwal 2021, arXiv:2102.09672, eq. 17.</summary>
    Cosine,
}

/// <summary>The signal level after t steps: ᾱₜ = ∏ (1 − βₛ) for s ≤ t.</summary>
internal sealed class NoiseSchedule
{
    private readonly double[] logLevels;

    /// <summary>Computes the schedule.</summary>
    /// <param name="kind">The kind of schedule.</param>
    /// <param name="steps">T.</param>
    public NoiseSchedule(NoiseScheduleKind kind, int steps)
    {
        var kept = new double[steps];
        double product = 1;
        for (int t = 1; t <= steps; t++)
        {
            product *= 1 - Beta(kind, t, steps);
            kept[t - 1] = product;
        }

        Kept = kept;
        logLevels = Array.ConvertAll(kept, fraction => 0.5 * Math.Log((1 - fraction) / fraction));
    }

    /// <summary>ᾱₜ for t = 1 … T.</summary>
    public IReadOnlyList<double> Kept { get; }

    /// <summary>σ = √((1 − ᾱ)/ᾱ) at a step: the noise level of x/√ᾱ.</summary>
    /// <param name="step">t, from 1.</param>
    public double Level(int step) => Math.Exp(logLevels[step - 1]);

    /// <summary>The step of a noise level, interpolated between whole steps in its logarithm.</summary>
    /// <param name="level">σ.</param>
    /// <returns>t, from 1 to T.</returns>
    public double StepAt(double level)
    {
        double wanted = Math.Log(level);
        int after = Math.Clamp(
            Array.BinarySearch(logLevels, wanted) is var i && i < 0 ? ~i : i,
            1,
            logLevels.Length - 1
        );
        double fraction = (wanted - logLevels[after - 1]) / (logLevels[after] - logLevels[after - 1]);
        return after + Math.Clamp(fraction, 0, 1);
    }

    private static double Beta(NoiseScheduleKind kind, int t, int steps)
    {
        if (kind == NoiseScheduleKind.Cosine)
        {
            return Math.Min(0.999, 1 - (Cosine((double)t / steps) / Cosine((t - 1.0) / steps)));
        }

        double scale = 1000.0 / steps;
        double fraction = steps == 1 ? 1 : (t - 1.0) / (steps - 1);
        return Math.Min(0.999, scale * (1e-4 + (fraction * (0.02 - 1e-4))));
    }

    private static double Cosine(double fraction) => Math.Pow(Math.Cos((fraction + 0.008) / 1.008 * Math.PI / 2), 2);
}
