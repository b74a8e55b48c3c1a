using Likeness.Evaluation.Classifiers;

namespace Likeness.Evaluation.Windows;

/// <summary>
/// The classifier two-sample test on windows: every registered classifier, cross-fitted over five contiguous folds, so that no window is
/// scored by a classifier trained on its neighbours. Lopez-Paz and Oquab 2017, arXiv 1610.06545, section 3.
/// </summary>
internal static class WindowClassifiers
{
    /// <summary>The classifiers, in the registry's order.</summary>
    public static IReadOnlyList<ClassifierTwoSample> All { get; } =
    [.. MetricRegistry.All.OfType<ClassifierTwoSample>()];

    /// <summary>Cross-fits every classifier on as many real as generated windows.</summary>
    /// <param name="real">Real windows, at least five blocks.</param>
    /// <param name="generated">Generated (or other real) windows with the same features, at least five blocks.</param>
    /// <param name="seed">Seeds the forest.</param>
    /// <param name="threads">Threads to use.</param>
    /// <param name="cancellationToken">Cancels between folds.</param>
    /// <returns>The scores of each of <see cref="All"/>.</returns>
    public static ClassifierScores[] Compare(
        WindowRows real,
        WindowRows generated,
        ulong seed,
        int threads,
        CancellationToken cancellationToken
    )
    {
        int[][] realFolds = real.FoldRows();
        int[][] generatedFolds = generated.FoldRows();
        int each = realFolds.Concat(generatedFolds).Min(fold => fold.Length);
        int[] realRows = Interleaved(realFolds, each);
        int[] generatedRows = Interleaved(generatedFolds, each);
        var settings = new EvaluationSettings { Seed = seed, Threads = threads };
        var data = new EvaluationData(real.Features, null, generated.Features, settings, cancellationToken);
        int[] pooled = [.. generatedRows.Select(row => row + data.RealRows)];
        return
        [
            .. All.Select(classifier =>
            {
                double[] scores = classifier.CrossFit(data, realRows, pooled);
                return new ClassifierScores(
                    scores[..realRows.Length],
                    [.. realRows.Select(row => real.Blocks[row])],
                    scores[realRows.Length..],
                    [.. generatedRows.Select(row => generated.Blocks[row])]
                );
            }),
        ];
    }

    // Cross-fitting assigns row i to fold i mod 5.
    private static int[] Interleaved(int[][] folds, int each)
    {
        int[][] thinned = [.. folds.Select(fold => Evenly.Thin(fold, each))];
        return [.. Enumerable.Range(0, each * folds.Length).Select(i => thinned[i % folds.Length][i / folds.Length])];
    }
}
