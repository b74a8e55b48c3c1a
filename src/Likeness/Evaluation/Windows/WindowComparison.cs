using Likeness.Compute.Cpu;
using Likeness.Evaluation.Verdicts;

namespace Likeness.Evaluation.Windows;

/// <summary>
/// Compares generated with real windows, and pairs of real samples in the same way: classifiers and bits by n-grams, with their
/// real-vs-real baselines, and derives evidence.
/// </summary>
internal sealed class WindowComparison
{
    private readonly WindowPair[] pairs; // the generated sample's first
    private readonly ClassifierScores[][] scores; // [pair][classifier]
    private readonly WindowEvaluationSettings settings;

    private WindowComparison(WindowPair[] pairs, ClassifierScores[][] scores, WindowEvaluationSettings settings)
    {
        (this.pairs, this.scores, this.settings) = (pairs, scores, settings);
        Aucs = [.. Enumerable.Range(0, scores[0].Length).Select(ClassifierMetric)];
    }

    /// <summary>The AUC of each classifier, in the registry's order.</summary>
    public IReadOnlyList<MetricResult> Aucs { get; }

    /// <summary>Measures all pairs.</summary>
    /// <param name="main">Creates the pair of the real and the generated sample.</param>
    /// <param name="baselines">Create the pairs of two real samples.</param>
    /// <param name="settings">Seed, resamples and threads.</param>
    /// <param name="cancellationToken">Cancels between pairs and folds.</param>
    public static WindowComparison Measure(
        Func<WindowPair> main,
        IReadOnlyList<Func<WindowPair>> baselines,
        WindowEvaluationSettings settings,
        CancellationToken cancellationToken
    )
    {
        Func<WindowPair>[] all = [main, .. baselines];
        var pairs = new WindowPair[all.Length];
        var scores = new ClassifierScores[all.Length][];
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = settings.Threads,
            CancellationToken = cancellationToken,
        };
        Parallel.For(
            0,
            all.Length,
            options,
            i =>
            {
                pairs[i] = all[i]();
                scores[i] = WindowClassifiers.Compare(
                    pairs[i].Real,
                    pairs[i].Other,
                    settings.Seed,
                    threads: 1,
                    cancellationToken
                );
            }
        );
        return new WindowComparison(pairs, scores, settings);
    }

    /// <summary>The best classifier's AUC; its baseline is that of the best classifier of each real pair.</summary>
    /// <param name="windows">The windows, in the plural: <c>256-byte windows</c>.</param>
    public Evidence AucEvidence(string windows)
    {
        MetricResult best = Aucs.MaxBy(result => result.Value)!;
        RealBaseline baseline = Spread.Baseline([.. scores.Skip(1).Select(Best)], Rows, BaselineRows)!;
        return new Evidence(
            best.Metric,
            best.Value,
            best.Interval,
            new Interval(baseline.Low, baseline.High),
            LevelRules.ForAuc(best.Value, best.Interval, baseline.High),
            FormattableString.Invariant(
                $"The best classifier separates generated from real {windows} with an AUC of {best.Value:0.00}; the real-vs-real baseline is {baseline.Low:0.00} to {baseline.High:0.00}."
            )
        );

        static double Best(ClassifierScores[] all) => all.Max(one => one.Auc);
    }

    /// <summary>A measure of bits with its baseline, in the scale of the generated sample's pair.</summary>
    public MetricResult BitsMetric(BitsMeasure measure)
    {
        double real = pairs[0].Bits.RealByReal;
        // Smaller real pairs give n-grams less training data, so only the difference to real windows is comparable.
        double[] baseline = [.. pairs.Skip(1).Select(pair => real + measure.Pick(pair.Bits) - pair.Bits.RealByReal)];
        return new MetricResult(
            measure.Metric,
            Column: null,
            measure.Pick(pairs[0].Bits),
            measure.Better,
            MetricGroup.Coverage,
            measure.Unit,
            measure.HowToRead,
            "MacKay and Peto 1995, Natural Language Engineering 1(3), eq. 20; cross-fitted over two halves"
        )
        {
            Baseline = Spread.Baseline(baseline, Rows, BaselineRows),
        };
    }

    /// <summary>The evidence of a measure of bits.</summary>
    public Evidence BitsEvidence(BitsMeasure measure)
    {
        MetricResult result = BitsMetric(measure);
        RealBaseline baseline = result.Baseline!;
        bool isLow = result.Value < baseline.Low;
        double beyond = isLow
            ? (measure.Better == Better.Lower ? 0 : baseline.Low - result.Value)
            : Math.Max(0, result.Value - baseline.High);
        var level = LevelRules.ForBits(beyond, pairs[0].Bits.RealByReal);
        string meaning = level == SimilarityLevel.Indistinguishable ? "" : $": {(isLow ? measure.Low : measure.High)}";
        return new Evidence(
            result.Metric,
            result.Value,
            result.Interval,
            new Interval(baseline.Low, baseline.High),
            level,
            FormattableString.Invariant(
                $"{measure.Sentence} {result.Value:0.00} {measure.Unit}; the real-vs-real baseline is {baseline.Low:0.00} to {baseline.High:0.00}{meaning}."
            )
        );
    }

    private int Rows => scores[0][0].Real.Length;

    private int BaselineRows => scores.Length > 1 ? scores[1][0].Real.Length : 0;

    private MetricResult ClassifierMetric(int index)
    {
        var classifier = WindowClassifiers.All[index];
        ClassifierScores main = scores[0][index];
        double value = main.Auc;
        double[] resampled = main.Bootstrap(
            settings.Resamples,
            i => new PhiloxRandom(settings.Seed, ((ulong)EvaluationStream.BootstrapGroups << 32) | (uint)i)
        );
        Interval? interval = Spread.Interval(value, resampled);
        return new MetricResult(
            classifier.Name.Replace("C2ST", "AUC", StringComparison.Ordinal),
            Column: null,
            value,
            Better.NearBaseline,
            MetricGroup.Distribution,
            "AUC",
            "0.5: the classifier cannot separate generated from real windows; 1: it always can.",
            classifier.Source
        )
        {
            Interval = interval is null ? null : new Interval(Math.Max(0, interval.Low), Math.Min(1, interval.High)),
            Baseline = Spread.Baseline([.. scores.Skip(1).Select(pair => pair[index].Auc)], Rows, BaselineRows),
            Note = $"{Numeral.Whole(Rows)} windows of each, five contiguous folds",
        };
    }
}
