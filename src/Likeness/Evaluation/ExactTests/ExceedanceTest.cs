using MathNet.Numerics.Distributions;

namespace Likeness.Evaluation.ExactTests;

/// <summary>
/// Do more generated than test examples exceed a threshold that the test examples set? Under exchangeability the number of generated
/// values above the k-th largest test value is negative hypergeometric, so the p-value is exact for independent examples
/// (Wilks 1942, Annals of Mathematical Statistics 13:400; Guenther 1975, Technometrics 17:89).
/// </summary>
internal static class ExceedanceTest
{
    /// <summary>The probability of at least <paramref name="above"/> generated values above the k-th largest of the test values.</summary>
    /// <param name="above">The number of generated values above it; equal values do not count.</param>
    /// <param name="generated">The number of generated values.</param>
    /// <param name="k">The rank of the threshold among the test values: 1 is the largest.</param>
    /// <param name="test">The number of test values, at least k.</param>
    public static double PValue(int above, int generated, int k, int test)
    {
        // At least c are above it exactly where the c + k − 1 largest of all hold at most k − 1 test values.
        return above == 0 ? 1 : new Hypergeometric(test + generated, test, above + k - 1).CumulativeDistribution(k - 1);
    }
}
