using Likeness.Evaluation;

namespace OwnModel;

/// <summary>A metric: the difference of the medians of a column, in its standard deviations.</summary>
public sealed class MedianDifference : IMetric
{
    /// <inheritdoc/>
    public string Name => "Median difference";

    /// <inheritdoc/>
    public string Summary => "0: equal medians; 1: the medians are a standard deviation apart.";

    /// <inheritdoc/>
    public string Source => "the definition of the median";

    /// <inheritdoc/>
    public string Unit => "standard deviations";

    /// <inheritdoc/>
    public Better Better => Better.Lower;

    /// <inheritdoc/>
    public MetricGroup Group => MetricGroup.Columns;

    /// <inheritdoc/>
    public IReadOnlyList<MetricResult> Compute(EvaluationData data) =>
        [
            .. Enumerable
                .Range(0, data.Reference.Width)
                .Where(column => data.Reference.Columns[column].Kind.IsNumeric && data.Scale[column] > 0)
                .Select(column =>
                {
                    double difference = Median(data.Generated.Column(column)) - Median(data.Reference.Column(column));
                    double value = Math.Abs(difference) / data.Scale[column];
                    string name = data.Reference.Columns[column].Name;
                    return new MetricResult(Name, name, value, Better, Group, Unit, Summary, Source);
                }),
        ];

    private static double Median(ReadOnlySpan<double> values)
    {
        double[] sorted = [.. values];
        Array.Sort(sorted);
        return sorted[sorted.Length / 2];
    }
}
