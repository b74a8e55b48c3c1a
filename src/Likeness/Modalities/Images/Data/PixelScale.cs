namespace Likeness.Modalities.Images.Data;

/// <summary>The map from pixel values, v = 0 … 255, to the numbers of a model.</summary>
public enum PixelScale
{
    /// <summary>v / 127.5 − 1, from −1 to 1.</summary>
    Symmetric,

    /// <summary>v / 255, from 0 to 1.</summary>
    Unit,

    /// <summary>
    /// logit(λ + (1 − 2λ) (v + u) / 256) with u uniform on [0, 1) and λ = 0.05: unbounded and continuous. Dinh et al. 2017,
    /// arXiv:1605.08803, §4.1.
    /// </summary>
    Logit,

    /// <summary>(v + u) / 256 − 0.5 with u uniform on [0, 1): continuous.</summary>
    Dequantised,

    /// <summary>(v + u) / 128 − 1 with u uniform on [0, 1): continuous, from −1 to 1.</summary>
    [FormerName("spread")]
    DequantisedSymmetric,

    /// <summary>v itself, as the index of one of 256 levels.</summary>
    Levels,

    /// <summary>1 with probability v / 255, else 0, sampled again in each epoch. Salakhutdinov and Murray 2008.</summary>
    Binary,

    /// <summary>1 if v is 128 or more, else 0.</summary>
    Threshold,
}

/// <summary>Properties of scales.</summary>
internal static class PixelScales
{
    /// <summary>Whether pixels are dequantised, so that they have a density.</summary>
    public static bool IsContinuous(this PixelScale scale) =>
        scale is PixelScale.Logit or PixelScale.Dequantised or PixelScale.DequantisedSymmetric;
}
