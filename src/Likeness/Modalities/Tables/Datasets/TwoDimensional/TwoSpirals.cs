namespace Likeness.Modalities.Tables.Datasets.TwoDimensional;

/// <summary>
/// Two arms that wind one and a half times around the origin, <c>±(−n cos n, n sin n) / 3</c> with n = 3π√u, shifted by up to
/// 1/6 in both directions and blurred by σ = 0.1. Grathwohl et al. 2019, arXiv:1810.01367, as in their code.
/// </summary>
[Dataset("two-spirals", Summary = "two arms wound around each other; density known")]
public sealed class TwoSpirals : NoisyCurves
{
    private const double LastAngle = 3 * Math.PI;

    /// <summary>The dataset.</summary>
    public TwoSpirals()
        : base(2, 0.1) { }

    /// <summary>By quadrature, tests/golden/two_dimensional_densities.py.</summary>
    public override double Entropy => 2.645448;

    private protected override double Jitter => 0.5 / 3;

    private protected override (double X, double Y) At(int curve, double s)
    {
        double angle = LastAngle * s;
        var (sin, cos) = Math.SinCos(angle);
        // The second arm is the first one rotated by 180°, including the jitter, whose sign changes.
        return curve == 0
            ? (-angle * cos / 3, angle * sin / 3)
            : ((angle * cos / 3) - Jitter, (-angle * sin / 3) - Jitter);
    }

    private protected override double Place(double uniform) => Math.Sqrt(uniform);

    private protected override double Weight(double s) => 2 * s;
}
