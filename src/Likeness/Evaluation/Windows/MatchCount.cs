using Likeness.Evaluation.ExactTests;

namespace Likeness.Evaluation.Windows;

/// <summary>The number of windows that match training windows, among generated and among test windows.</summary>
/// <param name="Generated">Generated windows that match.</param>
/// <param name="GeneratedWindows">Generated windows that were compared.</param>
/// <param name="Test">Test windows that match.</param>
/// <param name="TestWindows">Test windows that were compared.</param>
/// <param name="PValue">
/// Of an exact, one-sided test: the probability of at least so many matches among the generated windows if they match as often as test
/// windows.
/// </param>
public sealed record MatchCount(int Generated, int GeneratedWindows, int Test, int TestWindows, double PValue)
{
    /// <summary>The fraction of generated windows that match.</summary>
    public double GeneratedFraction => GeneratedWindows == 0 ? 0 : (double)Generated / GeneratedWindows;

    /// <summary>The fraction of test windows that match.</summary>
    public double TestFraction => TestWindows == 0 ? 0 : (double)Test / TestWindows;

    /// <summary>Counts, compared by Fisher's exact test.</summary>
    internal static MatchCount Fisher(IReadOnlyCollection<bool> generated, IReadOnlyCollection<bool> test)
    {
        (int hits, int testHits) = (generated.Count(hit => hit), test.Count(hit => hit));
        double p = FisherExactTest.Greater(hits, generated.Count, testHits, test.Count);
        return new MatchCount(hits, generated.Count, testHits, test.Count, p);
    }
}
