namespace Likeness.Modalities.Tables.Datasets.TwoDimensional;

/// <summary>
/// <see cref="TwoMoons"/> doubled and moved by (−1, −0.2), as papers on flows draw them. Grathwohl et al. 2019,
/// arXiv:1810.01367, as their program does.
/// </summary>
[Dataset("two-moons-wide", Summary = "two-moons doubled and moved, as papers on flows draw them; density known")]
public sealed class WideMoons : TwoMoons
{
    /// <summary>The dataset.</summary>
    public WideMoons()
        : base(2, 1, 0.2) { }

    /// <summary>That of two-moons, and log 4.</summary>
    public override double Entropy => base.Entropy + Math.Log(4);
}
