namespace Likeness.Modalities.Tables.Datasets.TwoDimensional;

/// <summary>Circles around the origin with equally many points each, and noise.</summary>
public abstract class ConcentricCircles : NoisyCurves
{
    private readonly double[] radii;

    private protected ConcentricCircles(double[] radii, double deviation)
        : base(radii.Length, deviation) => this.radii = radii;

    private protected override (double X, double Y) At(int curve, double s)
    {
        var (sin, cos) = Math.SinCos(2 * Math.PI * s);
        return (radii[curve] * cos, radii[curve] * sin);
    }
}
