namespace Likeness.Evaluation;

/// <summary>1 − ½ Σ |f − g| of the levels of each category: SDMetrics' TVComplement.</summary>
internal sealed class TvComplement : IMetric
{
    public string Name => "TV complement";

    public string Summary => "1 means equal fractions of every category, 0 no category in both.";

    public string Source => "SDMetrics, TVComplement; 1 - total variation distance, without missing values";

    public string Unit => "";

    public Better Better => Better.Higher;

    public MetricGroup Group => MetricGroup.Columns;

    public Interval Range { get; } = new(0, 1);

    public IReadOnlyList<MetricResult> Compute(EvaluationData data) =>
        ColumnComparison.Compute(
            this,
            data,
            data.LevelColumns,
            (x, xCounts, y, yCounts) => 1 - CountedValues.TotalVariation(x, xCounts, y, yCounts)
        );
}
