namespace Likeness.Modalities.Tables.Datasets.TwoDimensional;

/// <summary>
/// 25 narrow Gaussians on a 5 × 5 grid: centres −4, −2, 0, 2, 4, σ = 0.05; the number that a model finds is a common measure of mode
/// collapse. Dumoulin et al. 2017, arXiv:1606.00704; Srivastava et al. 2017, arXiv:1705.07761, §4.1.
/// </summary>
[Dataset("gaussian-grid", Summary = "25 narrow Gaussians on a 5 × 5 grid, to count lost modes; density known")]
public sealed class GaussianGrid : GaussianMixture
{
    private const double Deviation = 0.05;

    /// <summary>The dataset.</summary>
    public GaussianGrid()
        : base([.. Enumerable.Range(0, 25).Select(i => (2.0 * ((i % 5) - 2), 2.0 * ((i / 5) - 2)))], Deviation) { }

    /// <summary>log 25 + log(2πe σ²): centres lie 40 σ apart.</summary>
    public override double Entropy => Math.Log(25 * 2 * Math.PI * Math.E * Deviation * Deviation);
}
