using Likeness.Evaluation.Verdicts;

namespace Likeness.Evaluation.Windows;

/// <summary>The best level of similarity that a measurement on windows allows.</summary>
internal static class LevelRules
{
    private const double CloseAuc = 0.6;
    private const double DistinguishableAuc = 0.8;

    // Fractions of the bits that real windows need.
    private const double EqualBits = 0.05;
    private const double CloseBits = 0.15;
    private const double DistinguishableBits = 0.5;
    private const double MinBits = 0.1; // of constant text, which needs none

    /// <summary>The level of the best classifier's AUC: beyond the baseline where all of its interval is, as for tables.</summary>
    /// <param name="auc">The AUC.</param>
    /// <param name="interval">Its interval; null where there is none.</param>
    /// <param name="baseline">The upper end of the real-vs-real baseline.</param>
    public static SimilarityLevel ForAuc(double auc, Interval? interval, double baseline) =>
        (interval?.Low ?? auc) <= baseline ? SimilarityLevel.Indistinguishable
        : auc <= CloseAuc ? SimilarityLevel.Close
        : auc <= DistinguishableAuc ? SimilarityLevel.Distinguishable
        : SimilarityLevel.Poor;

    /// <summary>The level of bits that lie beyond the real-vs-real baseline.</summary>
    /// <param name="beyond">The excess in bits, at least 0.</param>
    /// <param name="real">Bits that real windows need.</param>
    public static SimilarityLevel ForBits(double beyond, double real)
    {
        double fraction = beyond / Math.Max(real, MinBits);
        return fraction <= EqualBits ? SimilarityLevel.Indistinguishable
            : fraction <= CloseBits ? SimilarityLevel.Close
            : fraction <= DistinguishableBits ? SimilarityLevel.Distinguishable
            : SimilarityLevel.Poor;
    }

    /// <summary>The level of a model's likelihood compared with n-grams trained on the same data.</summary>
    /// <param name="model">Bits of the model.</param>
    /// <param name="grams">Bits of the n-grams, from n = 1.</param>
    /// <param name="middle">n of the n-grams that separate distinguishable from poor models.</param>
    public static SimilarityLevel ForLikelihood(double model, IReadOnlyList<double> grams, int middle) =>
        model <= grams.Min() ? SimilarityLevel.Indistinguishable
        : model <= grams[Math.Min(middle, grams.Count) - 1] ? SimilarityLevel.Close
        : model <= grams[0] ? SimilarityLevel.Distinguishable
        : SimilarityLevel.Poor;
}
