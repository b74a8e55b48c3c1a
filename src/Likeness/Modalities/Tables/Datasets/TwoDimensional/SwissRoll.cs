namespace Likeness.Modalities.Tables.Datasets.TwoDimensional;

/// <summary>
/// A Swiss roll from the side: <c>(t cos t, t sin t) / 5</c> with t from 1.5π to 4.5π, and noise of σ = 0.2. scikit-learn's
/// make_swiss_roll with noise 1, two of its columns, scaled by 1/5. Grathwohl et al. 2019, arXiv:1810.01367.
/// </summary>
[Dataset("swissroll", Summary = "a spiral of one arm; density known")]
public sealed class SwissRoll : NoisyCurves
{
    /// <summary>The dataset.</summary>
    public SwissRoll()
        : base(1, 0.2) { }

    /// <summary>By quadrature, tests/golden/two_dimensional_densities.py.</summary>
    public override double Entropy => 2.669645;

    private protected override (double X, double Y) At(int curve, double s)
    {
        double t = 1.5 * Math.PI * (1 + (2 * s));
        var (sin, cos) = Math.SinCos(t);
        return (t * cos / 5, t * sin / 5);
    }
}
