namespace Likeness.Modalities.Tables.Datasets.TwoDimensional;

/// <summary>
/// Four circles, of radius 3, 2.25, 1.5 and 0.75 with equally many points each, and noise of σ = 0.08. Grathwohl et al. 2019,
/// arXiv:1810.01367, as in their code.
/// </summary>
[Dataset("rings", Summary = "four narrow concentric circles; density known")]
public sealed class Rings : ConcentricCircles
{
    /// <summary>The dataset.</summary>
    public Rings()
        : base([3, 2.25, 1.5, 0.75], 0.08) { }

    /// <summary>By quadrature, tests/golden/two_dimensional_densities.py.</summary>
    public override double Entropy => 2.623183;
}
