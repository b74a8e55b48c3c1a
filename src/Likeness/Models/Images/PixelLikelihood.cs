using Likeness.Compute.Graph;
using Likeness.Modalities.Images.Data;
using Likeness.Models.Autoencoders;

namespace Likeness.Models.Images;

/// <summary>
/// The likelihood of pixels under a decoder's normal distribution. Where pixels lie on a grid of 256 levels (<see cref="PixelScale.Symmetric"/>,
/// <see cref="PixelScale.Unit"/>), a pixel is the normal value rounded to the nearest level, the outermost levels taking what lies beyond: a level has the
/// probability Φ(b) − Φ(a) between its borders, as Salimans et al. 2017, arXiv:1701.05517, eq. 2 have it for the logistic distribution. Without that, a
/// density at the grid's points could exceed any number. Where pixels are dequantised, the likelihood is the normal density itself.
/// </summary>
internal static class PixelLikelihood
{
    private const int LastLevel = 255;
    private const float HalfLog2Pi = 0.918938533f;

    // Gauss and Legendre's nodes and weights of order 5 on [−1, 1]; the weights sum to 1.
    private const float Node1 = 0.538469310f;
    private const float Node2 = 0.906179846f;
    private const float Weight0 = 0.284444444f;
    private const float Weight1 = 0.239314335f;
    private const float Weight2 = 0.118463443f;

    // erfc(z) = t exp(−z² + Σ aₖ tᵏ), t = 1/(1 + z/2), to 1.2e-7 of itself for z ≥ 0: Press et al. 1992, Numerical Recipes, §6.2.
    private static readonly float[] ErfcCoefficients =
    [
        -1.26551223f,
        1.00002368f,
        0.37409196f,
        0.09678418f,
        -0.18628806f,
        0.27886807f,
        -1.13520398f,
        1.48851587f,
        -0.82215223f,
        0.17087277f,
    ];

    /// <summary>The distance of two neighbouring levels; 0 where pixels are continuous.</summary>
    public static double LevelWidth(this PixelScale scale) =>
        scale switch
        {
            PixelScale.Symmetric => 2.0 / LastLevel,
            PixelScale.Unit => 1.0 / LastLevel,
            _ => 0,
        };

    /// <summary>What the kind of a density says of the pixels.</summary>
    public static string Note(this PixelScale scale) => scale.LevelWidth() > 0 ? ", of 256 levels" : "";

    /// <summary>
    /// log p of each pixel, in nats: the log-density, or on a grid log(P(level)/width), so that the transform's Jacobian, which is log(width), gives
    /// log P(level). The standard deviation is at least half a level.
    /// </summary>
    /// <param name="scale">How pixels are scaled.</param>
    /// <param name="pixels">x: [batch, d].</param>
    /// <param name="normal">The decoder's distribution.</param>
    /// <returns>[batch, d].</returns>
    public static Tensor LogDensity(this PixelScale scale, Tensor pixels, DiagonalNormal normal)
    {
        float half = (float)(scale.LevelWidth() / 2);
        if (half == 0)
        {
            return normal.LogDensityOfEach(pixels);
        }

        var logVariance = normal.LogVariance.Maximum(2 * MathF.Log(half));
        var perDeviation = (logVariance * -0.5f).Exp();
        var distance = (pixels - normal.Mean) * perDeviation;
        var step = perDeviation * half; // half a level
        var inner = LogMean(distance, step) - (logVariance * 0.5f) - HalfLog2Pi;
        float first = scale == PixelScale.Symmetric ? -1 : 0;
        Tensor isFirst = (first + half - pixels).GreaterThan(0);
        Tensor isLast = pixels.GreaterThan(1 - half);
        var outer = LogNormalIntegral(isLast.Where(step - distance, distance + step)) - MathF.Log(2 * half);
        return isFirst.Maximum(isLast).Where(outer, inner);
    }

    /// <summary>The pixels that are observed of values of the normal distribution: on a grid the nearest levels, else the values.</summary>
    /// <param name="scale">How pixels are scaled.</param>
    /// <param name="values">Any shape.</param>
    public static Tensor Observed(this PixelScale scale, Tensor values)
    {
        float width = (float)scale.LevelWidth();
        if (width == 0)
        {
            return values;
        }

        float first = scale == PixelScale.Symmetric ? -1 : 0;
        var level = ((values - first) * (1 / width) + 0.5f).Floor().Maximum(0).Minimum(LastLevel);
        return (level * width) + first;
    }

    /// <summary>Values of the normal distribution within the range of pixels, where they lie on a grid: a mean far beyond the end stands for the end.</summary>
    /// <param name="scale">How pixels are scaled.</param>
    /// <param name="values">Any shape.</param>
    public static Tensor Clamped(this PixelScale scale, Tensor values) =>
        scale.LevelWidth() == 0 ? values : values.Maximum(scale == PixelScale.Symmetric ? -1 : 0).Minimum(1);

    /// <summary>The least standard deviation, half a level.</summary>
    public static double MinDeviation(this PixelScale scale) => scale.LevelWidth() / 2;

    /// <summary>log of the mean of exp(−t²/2) over t in [c − s, c + s], for s ≤ 1.</summary>
    private static Tensor LogMean(Tensor c, Tensor s)
    {
        // exp(−(c + ns)²/2) = exp(−c²/2) exp(−n²s²/2) exp(−ncs); the largest of the last is taken out.
        var product = (c * s).Abs();
        var largest = product * Node2;
        var square = s.Square() * -0.5f;
        var sum =
            ((-largest).Exp() * Weight0)
            + (
                (square * (Node1 * Node1)).Exp()
                * (((product * Node1) - largest).Exp() + (-(product * Node1) - largest).Exp())
                * Weight1
            )
            + ((square * (Node2 * Node2)).Exp() * ((largest * -2).Exp() + 1) * Weight2);
        return sum.Log() + largest - (c.Square() * 0.5f);
    }

    /// <summary>log Φ(t), accurate in both tails.</summary>
    private static Tensor LogNormalIntegral(Tensor t)
    {
        var z = t.Abs() * MathF.Sqrt(0.5f);
        var k = ((z * 0.5f) + 1).Reciprocal();
        Tensor polynomial = ErfcCoefficients[^1];
        for (int i = ErfcCoefficients.Length - 2; i >= 0; i--)
        {
            polynomial = (polynomial * k) + ErfcCoefficients[i];
        }

        var tail = k.Log() - z.Square() + polynomial - MathF.Log(2); // log Φ(−|t|)
        return t.GreaterThan(0).Where((-tail.Exp()).Log1P(), tail);
    }
}
