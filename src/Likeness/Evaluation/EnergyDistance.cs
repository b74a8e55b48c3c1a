namespace Likeness.Evaluation;

/// <summary>2 E‖x−y‖ − E‖x−x′‖ − E‖y−y′‖ over all pairs (V-statistic), columns in training standard deviations. No bandwidth.</summary>
internal sealed class EnergyDistance : IMetric
{
    public string Name => "Energy distance";

    public string Summary => "0 means the same distribution; compare with the baseline.";

    public string Source => "Székely and Rizzo 2013, J. Stat. Plan. Inference 143:1249, eq. 5 (squared form)";

    public string Unit => "standard deviations";

    public Better Better => Better.Lower;

    public MetricGroup Group => MetricGroup.Distribution;

    public IReadOnlyList<MetricResult> Compute(EvaluationData data) =>
        KernelResult.Compute(this, data, default(DistanceKernel), unbiased: false, note: null);
}
