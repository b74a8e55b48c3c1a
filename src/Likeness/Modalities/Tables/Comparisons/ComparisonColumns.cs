namespace Likeness.Modalities.Tables.Comparisons;

/// <summary>The columns of the tables, selected by the beginning of a metric's name, so that new metrics need no code here.</summary>
internal static class ComparisonColumns
{
    /// <summary>The model's likelihood of test rows.</summary>
    public const string Likelihood = "NLL";

    /// <summary>Wall-clock seconds of a training.</summary>
    public const string TrainSeconds = "Training time";

    /// <summary>Rows sampled per second.</summary>
    public const string Speed = "Sampling speed";

    /// <summary>
    /// pi_generator's MMD in units of its real-vs-real baseline, for data between 0 and 1: at other scales, with its σ = 0.1, rows are similar only to themselves.
    /// </summary>
    public const string MmdOverBaseline = "MMD over baseline";

    /// <summary>The MMD for data in other units.</summary>
    public const string MedianMmd = "MMD² (unbiased)";

    /// <summary>The best of the classifiers that separate samples from test rows.</summary>
    public const string BestClassifier = "Strongest C2ST";

    /// <summary>The distance of samples from training rows.</summary>
    public const string Protection = "DCR overfitting protection";

    private const string Classifier = "C2ST";

    private static readonly (string Beginning, string Heading)[] Fit =
    [
        (Likelihood, "NLL"),
        ("C2ST (logistic", "C2ST logistic"),
        ("C2ST (random forest", "C2ST forest"),
        (Classifier, ""),
        (MmdOverBaseline, "MMD ÷ baseline"),
        (MedianMmd, "MMD² median σ"),
        ("Sliced Wasserstein", "sliced W"),
        ("Wasserstein-2", "W₂"),
        ("Precision", "prec."),
        ("Recall", "recall"),
    ];

    private static readonly (string Beginning, string Heading)[] Rest =
    [
        ("Exact matches", "matches"),
        (Protection, "DCR score"),
        ("Membership", "member AUC"),
        ("Authenticity", "authentic"),
        (TrainSeconds, "training s"),
        (Speed, "rows/s"),
    ];

    /// <summary>Whether a metric is a classifier two-sample test of whole rows.</summary>
    public static bool IsClassifier(string metric) => metric.StartsWith($"{Classifier} (", StringComparison.Ordinal);

    /// <summary>Whether pi_generator's MMD is meaningful in the data's units.</summary>
    public static bool HasPiGeneratorMmd(ComparisonReport report) =>
        report.Metrics.Any(metric => metric.Name == MmdOverBaseline);

    /// <summary>The columns of similarity: metric and heading.</summary>
    public static IReadOnlyList<(string Metric, string Heading)> ForFit(ComparisonReport report)
    {
        string left = HasPiGeneratorMmd(report) ? MedianMmd : MmdOverBaseline;
        return Create(report, [.. Fit.Where(choice => choice.Beginning != left)]);
    }

    /// <summary>The columns of novelty and of the model's cost.</summary>
    public static IReadOnlyList<(string Metric, string Heading)> ForNoveltyAndCost(ComparisonReport report) =>
        Create(report, Rest);

    private static (string Metric, string Heading)[] Create(
        ComparisonReport report,
        (string Beginning, string Heading)[] choices
    ) =>
        [
            .. from choice in choices
            from metric in report.Metrics
            where
                choice
                == choices.FirstOrDefault(other => metric.Name.StartsWith(other.Beginning, StringComparison.Ordinal))
            select (metric.Name, choice.Heading.Length > 0 ? choice.Heading : Short(metric.Name)),
        ];

    // C2ST (k-NN) → C2ST k-NN
    private static string Short(string name) => name.Replace("(", "").Replace(")", "");
}
