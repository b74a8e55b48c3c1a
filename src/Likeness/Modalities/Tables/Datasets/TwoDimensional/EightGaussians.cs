namespace Likeness.Modalities.Tables.Datasets.TwoDimensional;

/// <summary>
/// Eight Gaussians on a circle: radius 4, σ = 0.5, all divided by 1.414, so that neighbours overlap slightly. Grathwohl et al.
/// 2019, arXiv:1810.01367, as in their code.
/// </summary>
[Dataset("eight-gaussians", Summary = "eight Gaussians on a circle, neighbours just apart; density known")]
public sealed class EightGaussians : GaussianMixture
{
    private const double Shrink = 1.414;

    /// <summary>The dataset.</summary>
    public EightGaussians()
        : base(
            [
                .. Enumerable
                    .Range(0, 8)
                    .Select(i => (4 / Shrink * Math.Cos(i * Math.PI / 4), 4 / Shrink * Math.Sin(i * Math.PI / 4))),
            ],
            0.5 / Shrink
        ) { }

    /// <summary>By quadrature, tests/golden/two_dimensional_densities.py.</summary>
    public override double Entropy => 2.831880;
}
