namespace Likeness.Evaluation.Verdicts;

/// <summary>The evidence of the classifiers that separate generated from real examples.</summary>
internal static class ClassifierEvidence
{
    /// <summary>What the names of this evidence begin with.</summary>
    public const string Name = "AUC";

    private const double NormalQuantile = 1.6449; // 95 %

    // Cross-fitted scores of neighbouring rows depend on one another: under one distribution an AUC has 1.1 to 1.4 times the deviation of scores
    // without information (Mann and Whitney's).
    private const double UsualRatio = 1.25;

    // The usual deviation counts as so many repeats, and ½ as the centre of so many: a few repeats alone say little of either.
    private const int DeviationWeight = 16;
    private const int CentreWeight = 5;

    // Below this, samples nearly coincide with real examples.
    private const double SittingAuc = 0.4;

    // From here on, a difference is clear.
    private const double ClearAuc = 0.65;

    /// <summary>One piece of evidence per classifier, the largest AUC first.</summary>
    /// <param name="results">The results of an evaluation, including other metrics.</param>
    /// <param name="examples">The number of generated examples, or of real ones, if these are fewer.</param>
    /// <param name="unit">What they are, such as <c>rows</c>.</param>
    public static IEnumerable<Evidence> Of(IEnumerable<MetricResult> results, int examples, string unit)
    {
        MetricResult[] classifiers = [.. results.Where(result => result.Auc is not null).OrderByDescending(r => r.Auc)];
        return classifiers.Select(
            (result, place) =>
            {
                var baseline = Baseline(result.AucBaseline);
                var level = EvidenceRules.OfAuc(result.Auc!.Value, result.AucInterval, baseline);
                bool isOpen =
                    level == SimilarityLevel.Indistinguishable
                    && result.Auc > baseline?.High
                    && result.AucInterval?.High >= ClearAuc;
                string beside = Beside(result, baseline, level);
                beside = isOpen
                    ? $"{beside}: no difference is proved on {examples} {unit}, and a clear one is not excluded"
                    : beside;
                return new Evidence(
                    $"{Name} ({NameOf(result.Metric)})",
                    result.Auc.Value,
                    result.AucInterval,
                    baseline,
                    isOpen ? SimilarityLevel.Undetermined : level,
                    Sentence(result, beside, place == 0 ? classifiers.Length : 1)
                );
            }
        );
    }

    /// <summary>
    /// Evidence that nothing can be said of so few examples; none where a classifier's AUC at the border of level poor would usually be seen: its interval
    /// then lies beyond the usual baseline.
    /// </summary>
    /// <param name="generated">The number of generated examples.</param>
    /// <param name="real">The number of real ones.</param>
    /// <param name="unit">What they are, such as <c>rows</c>.</param>
    public static IEnumerable<Evidence> TooFew(int generated, int real, string unit)
    {
        double deviation = Deviation(generated, real);
        double seen = 0.5 + (NormalQuantile * (UsualRatio + 1) * deviation);
        if (seen <= EvidenceRules.DistinguishableAuc)
        {
            yield break;
        }

        string needed =
            seen < 1
                ? $"an AUC below {EvidenceRules.Number(seen)} would not be seen"
                : "no AUC would be seen to differ";
        yield return new Evidence(
            $"Number of {unit}",
            Math.Min(generated, real),
            null,
            null,
            SimilarityLevel.Undetermined,
            $"{generated} samples beside {real} real {unit} are too few to tell: {needed} from that between two real samples."
        );
    }

    /// <summary>A classifier's result with its AUC as the value, beside the baseline of the verdict; its accuracy is named in the note.</summary>
    /// <param name="result">Any result; one without an AUC is returned as it is.</param>
    public static MetricResult WithAuc(MetricResult result)
    {
        if (result.Auc is not { } auc)
        {
            return result;
        }

        var baseline = result.AucBaseline;
        string p = result.PValue is { } value ? $" (p = {EvidenceRules.PValue(Math.Round(value, 4))})" : "";
        return result with
        {
            Value = auc,
            Interval = result.AucInterval,
            Baseline = Baseline(baseline) is { } range ? baseline! with { Low = range.Low, High = range.High } : null,
            Unit = "AUC",
            PValue = null,
            Note = $"accuracy {EvidenceRules.Number(result.Value)}{p}; {result.Note}".TrimEnd(' ', ';'),
        };
    }

    /// <summary>The classifier with the smallest AUC, if it lies far enough below the baseline to show that samples nearly coincide with real examples.</summary>
    public static MetricResult? Sitting(IEnumerable<MetricResult> results) =>
        results
            .Where(result =>
                result is { Auc: <= SittingAuc }
                && Baseline(result.AucBaseline) is { } baseline
                && (result.AucInterval?.High ?? result.Auc) < baseline.Low
            )
            .MinBy(result => result.Auc);

    /// <summary>
    /// The range that 90 % of the AUCs between two real samples lie in, predicted from a few repeats and from what is usual: their deviation is a weighted
    /// mean with the usual one, as Smyth 2004 moderates variances (Statistical Applications in Genetics and Molecular Biology 3(1), §3).
    /// </summary>
    /// <param name="repeats">The repeats; null without.</param>
    public static Interval? Baseline(RealBaseline? repeats)
    {
        if (repeats is null)
        {
            return null;
        }

        double usual = UsualRatio * Deviation(repeats.ReferenceRows, repeats.OtherRows);
        double seen = (repeats.High - repeats.Low) / 2 / HalfRange(repeats.Repeats);
        double weight = repeats.Repeats - 1;
        double deviation = Math.Sqrt(
            ((DeviationWeight * usual * usual) + (weight * seen * seen)) / (DeviationWeight + weight)
        );
        double count = CentreWeight + repeats.Repeats;
        double centre = ((CentreWeight * 0.5) + (repeats.Repeats * repeats.Median)) / count;
        double half = NormalQuantile * Math.Sqrt(1 + (1 / count)) * deviation;
        return new Interval(Math.Max(0, centre - half), Math.Min(1, centre + half));
    }

    // Of the AUC of scores without information (Mann and Whitney 1947).
    private static double Deviation(double m, double n) => Math.Sqrt((m + n + 1) / (12 * m * n));

    // Half the expected distance of the 5 and 95 % quantiles of so many normal values: 1.06, 1.23 and 1.35 for 5, 10 and 20.
    private static double HalfRange(int repeats) => NormalQuantile - (1.3 / Math.Sqrt(repeats));

    /// <summary>The classifier's name: the part in brackets of the metric's name.</summary>
    public static string NameOf(string metric) => metric.Split('(', ')') is [_, var name, ..] ? name : metric;

    private static string Sentence(MetricResult result, string beside, int of)
    {
        string name = NameOf(result.Metric);
        string who = of > 1 ? $"The best of {of} classifiers ({name})" : $"The {name} classifier";
        string range = result.AucInterval is { } interval
            ? $" ({EvidenceRules.Number(interval.Low)} to {EvidenceRules.Number(interval.High)})"
            : "";
        return $"{who} separates samples from real ones with an AUC of {EvidenceRules.Number(result.Auc!.Value)}{range}{beside}.";
    }

    private static string Beside(MetricResult result, Interval? baseline, SimilarityLevel level) =>
        baseline is null ? ""
        : result.Auc > baseline.High && level == SimilarityLevel.Indistinguishable
            ? $", above the real-vs-real baseline of up to {EvidenceRules.Number(baseline.High)} but not significantly, as its interval reaches into it"
        : level == SimilarityLevel.Indistinguishable
            ? $", not beyond the real-vs-real baseline of up to {EvidenceRules.Number(baseline.High)}"
        : $"; the real-vs-real baseline reaches {EvidenceRules.Number(baseline.High)}";
}
