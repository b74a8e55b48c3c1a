using Likeness.Compute.Cpu;

namespace Likeness.Modalities.Tables.Datasets.TwoDimensional;

/// <summary>Round Gaussians of equal weight and width.</summary>
public abstract class GaussianMixture : TwoDimensionalDataset
{
    private readonly (double X, double Y)[] centres;
    private readonly double deviation;

    private protected GaussianMixture((double X, double Y)[] centres, double deviation) =>
        (this.centres, this.deviation) = (centres, deviation);

    /// <summary>The means.</summary>
    internal IReadOnlyList<(double X, double Y)> Centres => centres;

    /// <summary>The standard deviation along each axis.</summary>
    internal double StandardDeviation => deviation;

    private protected override (double X, double Y) Sample(PhiloxRandom random)
    {
        var (x, y) = centres[random.NextInt(centres.Length)];
        return (x + (deviation * random.NextNormal()), y + (deviation * random.NextNormal()));
    }

    // log Σ exp(−d² / 2σ²) − log(n 2πσ²), from the nearest centre on, so that nothing underflows.
    private protected override double LogDensity(double x, double y)
    {
        double twice = 2 * deviation * deviation;
        double nearest = centres.Min(centre => SquaredDistance(centre, x, y));
        double sum = centres.Sum(centre => Math.Exp((nearest - SquaredDistance(centre, x, y)) / twice));
        return Math.Log(sum) - (nearest / twice) - Math.Log(centres.Length * Math.PI * twice);
    }

    private static double SquaredDistance((double X, double Y) centre, double x, double y) =>
        ((x - centre.X) * (x - centre.X)) + ((y - centre.Y) * (y - centre.Y));
}
