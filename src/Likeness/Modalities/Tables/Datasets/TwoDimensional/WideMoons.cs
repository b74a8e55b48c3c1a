namespace Likeness.Modalities.Tables.Datasets.TwoDimensional;

/// <summary>
/// <see cref="TwoMoons"/> doubled and shifted by (−1, −0.2), as in papers on flows. Grathwohl et al. 2019,
/// arXiv:1810.01367, as in their code.
/// </summary>
[Dataset("two-moons-wide", Summary = "two-moons doubled and shifted, as in papers on flows; density known")]
public sealed class WideMoons : TwoMoons
{
    /// <summary>The dataset.</summary>
    public WideMoons()
        : base(2, 1, 0.2) { }

    /// <summary>The entropy of two-moons, plus log 4.</summary>
    public override double Entropy => base.Entropy + Math.Log(4);
}
