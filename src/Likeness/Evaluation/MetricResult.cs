using System.Text.Json.Serialization;

namespace Likeness.Evaluation;

/// <summary>One number of a report with its context.</summary>
/// <param name="Metric">The metric's name, such as "MMD".</param>
/// <param name="Column">The column, or null for whole rows.</param>
/// <param name="Value">The metric between the reference rows and the generated rows.</param>
/// <param name="Better">The direction in which it improves.</param>
/// <param name="Group">The question that it answers.</param>
/// <param name="Unit">Its unit ("nats", "column units", "standard deviations", "fraction"), or "" for a plain number.</param>
/// <param name="HowToRead">One line for a reader who does not know the metric.</param>
/// <param name="Source">The definition that it follows.</param>
public sealed record MetricResult(
    string Metric,
    string? Column,
    double Value,
    Better Better,
    MetricGroup Group,
    string Unit,
    string HowToRead,
    string Source
)
{
    /// <summary>The metric's name, with its column's if it has one.</summary>
    [JsonIgnore]
    public string FullName => Column is null ? Metric : $"{Metric} of {Column}";

    /// <summary>The real-vs-real baseline, or null if none could be measured.</summary>
    public RealBaseline? Baseline { get; init; }

    /// <summary>The 90 % bootstrap interval of <see cref="Value"/>, or null if none could be measured.</summary>
    public Interval? Interval { get; init; }

    /// <summary>The p-value of a test that both samples have one distribution, or null if the metric has no test.</summary>
    public double? PValue { get; init; }

    /// <summary>The area under the ROC curve if the value is a classifier's accuracy; ½ for random guessing.</summary>
    public double? Auc { get; init; }

    /// <summary>The 90 % interval of <see cref="Auc"/> (DeLong, DeLong and Clarke-Pearson 1988), or null for none.</summary>
    public Interval? AucInterval { get; init; }

    /// <summary>The real-vs-real baseline of <see cref="Auc"/>, or null if none was measured.</summary>
    public RealBaseline? AucBaseline { get; init; }

    /// <summary>Parameters chosen for this value (a bandwidth, a number of directions), or null.</summary>
    public string? Note { get; init; }
}
