namespace Likeness.Data.Transforms;

/// <summary>How columns are mapped to the space of a model.</summary>
public enum TransformKind
{
    /// <summary>
    /// Selected per column: logit if it is bounded (within [0, 1], or on a grid of at most some thousand values); else, of
    /// standardisation, log, asinh (and logit on a grid), the one with the highest Gaussian likelihood of the training rows.
    /// Box &amp; Cox 1964, J. R. Stat. Soc. B 26(2), §3.
    /// </summary>
    Auto,

    /// <summary>
    /// <c>z = logit(λ + (1 − 2λ) p)</c> with p in [0, 1] the position in the column's support. Dinh et al. 2017,
    /// arXiv:1605.08803, §4.1.
    /// </summary>
    Logit,

    /// <summary><c>z = (v − mean) / sd</c>.</summary>
    Standardise,

    /// <summary><c>z = (v − min) / (max − min)</c>.</summary>
    MinMax,

    /// <summary>z = v.</summary>
    None,

    /// <summary>
    /// z = the index of v's bin: the level's or the grid value's own, or one of at most Bins bins between quantiles of the
    /// training rows, with bins of their own for frequent values; a missing value has the last. For token models.
    /// </summary>
    [FormerName("cells")]
    Bins,

    /// <summary>
    /// <c>w = log(v − v₀)</c>, standardised: for positive and skewed columns. v₀ is 0 if all values are greater, else below the smallest.
    /// </summary>
    Log,

    /// <summary><c>w = asinh((v − median) / half the interquartile range)</c>, standardised: for columns with heavy tails.</summary>
    Asinh,

    /// <summary>
    /// z = the number of v's level or grid value; (v − min) / (max − min) for other numbers; NaN where v is missing. For tree models.
    /// </summary>
    Values,

    /// <summary>
    /// z = Φ⁻¹(F(v)) with F the distribution function of the training rows, for numbers; the number of the level, for categories.
    /// </summary>
    Normal,

    /// <summary>
    /// z = the number of v's mode in a mixture of normal distributions, and its place in the mode behind the decimal point, for numbers; the number of
    /// the level, for categories. Xu et al. 2019, arXiv:1907.00503, §4.2.
    /// </summary>
    Modes,
}

/// <summary>Settings of the transform.</summary>
/// <param name="Kind">The transform of each column.</param>
/// <param name="Dequantise">
/// Whether values on a grid are dequantised uniformly before a density is learned on them, and logits are taken
/// over the grid's intervals. Uria et al. 2013, arXiv:1306.0186, §5; Theis et al. 2016, arXiv:1511.01844, §3.1.
/// </param>
/// <param name="Lambda">λ of the logit, in (0, 0.5); 1e-6 is the value of pi_generator.</param>
/// <param name="Bins">The maximum number of bins of a continuous column, 2 to 65,536; grids of up to 4 · Bins values keep their own.</param>
/// <param name="Standardised">
/// Whether every z except bin indices has mean 0 and standard deviation 1 on the training rows; for models with noise of a known scale.
/// </param>
public sealed record TransformSettings(
    TransformKind Kind = TransformKind.Auto,
    bool Dequantise = true,
    double Lambda = 1e-6,
    int Bins = 256,
    bool Standardised = false
)
{
    private const int MinBins = 2;
    private const int MaxBins = 65_536;

    /// <summary>Refuses a λ without finite logits, and invalid numbers of bins.</summary>
    /// <exception cref="LikenessException">λ is not in (0, 0.5), or Bins out of range.</exception>
    public void Validate()
    {
        if (!(Lambda is > 0 and < 0.5))
        {
            throw new LikenessException($"lambda is {Lambda}, but must lie between 0 and 0.5 (1e-6 is the default)");
        }

        if (Bins is < MinBins or > MaxBins)
        {
            throw new LikenessException(
                $"bins is {Bins}, but must lie between {MinBins} and {MaxBins} (256 is the default)"
            );
        }
    }
}
