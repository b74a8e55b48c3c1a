namespace Likeness.Modalities.Tables.Datasets.TwoDimensional;

/// <summary>
/// Two circles, of radius 3 and 1.5, and noise of σ = 0.24. scikit-learn's make_circles with factor 0.5 and noise 0.08,
/// tripled, as in Grathwohl et al. 2019, arXiv:1810.01367.
/// </summary>
[Dataset("circles", Summary = "two circles, one inside the other; density known")]
public sealed class Circles : ConcentricCircles
{
    /// <summary>The dataset.</summary>
    public Circles()
        : base([3, 1.5], 0.24) { }

    /// <summary>By quadrature, tests/golden/two_dimensional_densities.py.</summary>
    public override double Entropy => 3.268136;
}
