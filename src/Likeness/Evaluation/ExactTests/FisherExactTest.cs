using MathNet.Numerics;

namespace Likeness.Evaluation.ExactTests;

/// <summary>
/// Fisher's exact test of two fractions: conditional on the total number of hits, the number of hits in the first sample is
/// hypergeometric if both fractions are equal. Fisher 1935, Journal of the Royal Statistical Society 98.
/// </summary>
internal static class FisherExactTest
{
    // SciPy uses the same tolerance for equally likely tables.
    private const double Rounding = 1e-14;

    /// <summary>The probability of at least as many hits in the first sample.</summary>
    /// <param name="hits">Hits in the first sample.</param>
    /// <param name="size">Its size.</param>
    /// <param name="otherHits">Hits in the second sample.</param>
    /// <param name="otherSize">Its size.</param>
    public static double Greater(int hits, int size, int otherHits, int otherSize)
    {
        int all = hits + otherHits;
        double sum = 0;
        for (int count = hits; count <= Math.Min(all, size); count++)
        {
            sum += Probability(count, size, all, otherSize);
        }

        return Math.Min(1, sum);
    }

    /// <summary>The two-sided p-value: the probability of tables at most as likely as the observed one.</summary>
    /// <param name="hits">Hits in the first sample.</param>
    /// <param name="size">Its size.</param>
    /// <param name="otherHits">Hits in the second sample.</param>
    /// <param name="otherSize">Its size.</param>
    public static double TwoSided(int hits, int size, int otherHits, int otherSize)
    {
        int all = hits + otherHits;
        double observed = Probability(hits, size, all, otherSize) * (1 + Rounding);
        double sum = 0;
        for (int count = Math.Max(0, all - otherSize); count <= Math.Min(all, size); count++)
        {
            double probability = Probability(count, size, all, otherSize);
            sum += probability <= observed ? probability : 0;
        }

        return Math.Min(1, sum);
    }

    private static double Probability(int hits, int size, int all, int otherSize) =>
        Math.Exp(LogChoose(size, hits) + LogChoose(otherSize, all - hits) - LogChoose(size + otherSize, all));

    private static double LogChoose(int of, int count) =>
        SpecialFunctions.FactorialLn(of)
        - SpecialFunctions.FactorialLn(count)
        - SpecialFunctions.FactorialLn(of - count);
}
