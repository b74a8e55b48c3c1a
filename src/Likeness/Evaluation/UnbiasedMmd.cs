namespace Likeness.Evaluation;

/// <summary>
/// MMD²ᵤ = Σ_{i≠j} k(x,x′)/m(m−1) + Σ_{i≠j} k(y,y′)/n(n−1) − 2 Σ k(x,y)/mn with a Gaussian kernel, σ the median distance
/// of both samples together. Gretton et al. 2012, JMLR 13, lemma 6; the p-value permutes random groups of rows.
/// </summary>
internal sealed class UnbiasedMmd : IMetric
{
    public string Name => "MMD² (unbiased)";

    public string Summary =>
        "0 on average for equal distributions, and then negative half of the time; a small p-value indicates a difference.";

    public string Source => "Gretton et al. 2012, JMLR 13:723, lemma 6";

    public string Unit => "";

    public Better Better => Better.Lower;

    public MetricGroup Group => MetricGroup.Distribution;

    public Interval Range { get; } = new(-2, 2);

    public IReadOnlyList<MetricResult> Compute(EvaluationData data)
    {
        (double sigma, string note) = Bandwidth.Median(data);
        return KernelResult.Compute(this, data, new GaussianKernel(sigma), unbiased: true, note);
    }
}
