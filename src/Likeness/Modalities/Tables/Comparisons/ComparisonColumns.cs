using Likeness.Evaluation;

namespace Likeness.Modalities.Tables.Comparisons;

/// <summary>What the tables show of all that was measured, and how: by the beginning of a metric's name, so that metrics come and go by themselves.</summary>
internal static class ComparisonColumns
{
    /// <summary>The model's own likelihood of test rows.</summary>
    public const string Likelihood = "NLL";

    /// <summary>Wall-clock seconds of a training.</summary>
    public const string TrainSeconds = "Training time";

    /// <summary>Rows drawn a second.</summary>
    public const string Speed = "Sampling speed";

    /// <summary>
    /// The origin's MMD in units of what two real samples show, of data between 0 and 1: at other scales its σ = 0.1 lets rows meet themselves alone.
    /// </summary>
    public const string MmdOverBaseline = "MMD over floor";

    /// <summary>The MMD that stands in its place in other units.</summary>
    public const string MedianMmd = "MMD² (unbiased)";

    /// <summary>The best of the classifiers at telling samples from test rows.</summary>
    public const string ToldApart = "Strongest C2ST";

    /// <summary>How well samples keep from training rows.</summary>
    public const string Protection = "DCR overfitting protection";

    private const string Classifier = "C2ST";

    private static readonly (string Beginning, string Heading)[] Fit =
    [
        (Likelihood, "NLL"),
        ("C2ST (logistic", "C2ST logistic"),
        ("C2ST (random forest", "C2ST forest"),
        (Classifier, ""),
        (MmdOverBaseline, "MMD ÷ floor"),
        (MedianMmd, "MMD² median σ"),
        ("Sliced Wasserstein", "sliced W"),
        ("Wasserstein-2", "W₂"),
        ("Precision", "prec."),
        ("Recall", "recall"),
    ];

    private static readonly (string Beginning, string Heading)[] Rest =
    [
        ("Exact copies", "copies"),
        (Protection, "DCR score"),
        ("Membership", "member AUC"),
        ("Authenticity", "authentic"),
        (TrainSeconds, "training s"),
        (Speed, "rows/s"),
    ];

    /// <summary>Whether a metric is a classifier two-sample test of whole rows.</summary>
    public static bool IsClassifier(string metric) => metric.StartsWith(Classifier, StringComparison.Ordinal);

    /// <summary>Whether the origin's MMD means something in the data's units.</summary>
    public static bool HasPiGeneratorMmd(ComparisonReport report) =>
        report.Metrics.Any(metric => metric.Name == MmdOverBaseline);

    /// <summary>The columns that say how alike the samples are: metric and heading.</summary>
    public static IReadOnlyList<(string Metric, string Heading)> ForFit(ComparisonReport report)
    {
        string left = HasPiGeneratorMmd(report) ? MedianMmd : MmdOverBaseline;
        return Create(report, [.. Fit.Where(choice => choice.Beginning != left)]);
    }

    /// <summary>The columns that say how new they are, and what the model costs.</summary>
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
