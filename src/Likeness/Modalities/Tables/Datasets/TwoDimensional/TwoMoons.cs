namespace Likeness.Modalities.Tables.Datasets.TwoDimensional;

/// <summary>
/// Two half circles of radius 1, one upside down with its centre at (1, ½), and noise of σ = 0.1. As scikit-learn's
/// make_moons, with random instead of evenly spaced positions along the arc.
/// </summary>
[Dataset("two-moons", Summary = "two interlocking half circles, noise 0.1; density known")]
public class TwoMoons : NoisyCurves
{
    private readonly double scale;
    private readonly double left;
    private readonly double down;

    /// <summary>The dataset.</summary>
    public TwoMoons()
        : this(1, 0, 0) { }

    private protected TwoMoons(double scale, double left, double down)
        : base(2, 0.1 * scale) => (this.scale, this.left, this.down) = (scale, left, down);

    /// <summary>By quadrature, tests/golden/two_dimensional_densities.py.</summary>
    public override double Entropy => 1.007585;

    private protected override (double X, double Y) At(int curve, double s)
    {
        var (sin, cos) = Math.SinCos(Math.PI * s);
        var (x, y) = curve == 0 ? (cos, sin) : (1 - cos, 0.5 - sin);
        return ((scale * x) - left, (scale * y) - down);
    }
}
