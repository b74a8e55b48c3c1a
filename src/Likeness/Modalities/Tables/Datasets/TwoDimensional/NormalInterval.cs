using MathNet.Numerics;

namespace Likeness.Modalities.Tables.Datasets.TwoDimensional;

/// <summary>The probability that a standard normal number falls into an interval, without loss of precision in the tails.</summary>
internal static class NormalInterval
{
    // From here on erfc may underflow, and three terms of its series are exact.
    private const double Far = 20;

    /// <summary>log(Φ(high) − Φ(low)).</summary>
    public static double LogProbability(double low, double high)
    {
        // Both in the upper tail, or on both sides of zero where the difference of upper tails is accurate too.
        if (low + high < 0)
        {
            (low, high) = (-high, -low);
        }

        double upper = LogUpper(low);
        return upper + Log1MinusExp(LogUpper(high) - upper);
    }

    // log(1 − Φ(x)).
    private static double LogUpper(double x)
    {
        double z = x / Math.Sqrt(2);
        if (z < Far)
        {
            return Math.Log(SpecialFunctions.Erfc(z) / 2);
        }

        double inverse = 1 / (2 * z * z);
        return -(z * z)
            - Math.Log(2 * z * Math.Sqrt(Math.PI))
            + Math.Log(1 - inverse + (3 * inverse * inverse) - (15 * inverse * inverse * inverse));
    }

    private static double Log1MinusExp(double negative) => Math.Log(-(Math.Exp(negative) - 1));
}
