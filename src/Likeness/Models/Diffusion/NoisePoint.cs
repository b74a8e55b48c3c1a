namespace Likeness.Models.Diffusion;

/// <summary>A point of the path from noise to rows, where x = √Signal · row + √Noise · ε.</summary>
/// <param name="Signal">The square of the row's factor.</param>
/// <param name="Noise">The variance of the noise.</param>
/// <param name="At">The inputs of the network at this point; not used where there is no noise.</param>
internal sealed record NoisePoint(double Signal, double Noise, double[] At)
{
    /// <summary>The end of the path, a row without noise.</summary>
    /// <param name="width">The number of the network's inputs at other points.</param>
    public static NoisePoint End(int width) => new(1, 0, new double[width]);

    /// <summary>The factor of the row.</summary>
    public double Scale => Math.Sqrt(Signal);

    /// <summary>The standard deviation of the noise.</summary>
    public double Deviation => Math.Sqrt(Noise);
}
