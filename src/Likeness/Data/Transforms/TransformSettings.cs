namespace Likeness.Data.Transforms;

/// <summary>How the columns of the data are carried into the space that a model works in.</summary>
public enum TransformKind
{
    /// <summary>Logit for columns on a grid or within [0, 1], standardisation for the others.</summary>
    Auto,

    /// <summary>
    /// <c>z = logit(λ + (1 − 2λ) p)</c> with p in [0, 1] the place in the column's support. Dinh et al. 2017,
    /// arXiv:1605.08803, §4.1.
    /// </summary>
    Logit,

    /// <summary><c>z = (v − mean) / sd</c>.</summary>
    Standardise,

    /// <summary><c>z = (v − min) / (max − min)</c>.</summary>
    MinMax,

    /// <summary>z = v.</summary>
    None,
}

/// <summary>The choices that a person has about the transform.</summary>
/// <param name="Kind">What happens to each column.</param>
/// <param name="Dequantise">
/// Whether values on a grid are spread uniformly over their cell before a density is learned on them, and logits are taken
/// over the grid's cells. Uria et al. 2013, arXiv:1306.0186, §5; Theis et al. 2016, arXiv:1511.01844, §3.1.
/// </param>
/// <param name="Lambda">λ of the logit, in (0, 0.5); 1e-6 is the origin's.</param>
public sealed record TransformSettings(
    TransformKind Kind = TransformKind.Auto,
    bool Dequantise = true,
    double Lambda = 1e-6
)
{
    /// <summary>Refuses a λ that gives no finite logit.</summary>
    /// <exception cref="LikenessException">λ is not in (0, 0.5).</exception>
    public void Validate()
    {
        if (!(Lambda is > 0 and < 0.5))
        {
            throw new LikenessException($"lambda is {Lambda}, but must lie between 0 and 0.5 (1e-6 is the default)");
        }
    }
}
