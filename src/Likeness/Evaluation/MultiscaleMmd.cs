namespace Likeness.Evaluation;

/// <summary>
/// MMD²ᵤ with the mean of five Gaussian kernels, σ = 2, 1, ½, ¼ and ⅛ of the median distance: a single bandwidth can miss fine
/// structure. Gretton et al. 2012, NIPS 25 ("Optimal kernel choice"), for sums of kernels.
/// </summary>
internal sealed class MultiscaleMmd : IMetric
{
    public string Name => "MMD² (multi-scale)";

    public string Summary => "As the unbiased MMD², but also sensitive to structure finer than the median distance.";

    public string Source => "Gretton et al. 2012, JMLR 13:723, lemma 6, with a mean of kernels";

    public string Unit => "";

    public Better Better => Better.Lower;

    public MetricGroup Group => MetricGroup.Distribution;

    public Interval Range { get; } = new(-2, 2);

    public IReadOnlyList<MetricResult> Compute(EvaluationData data)
    {
        (double sigma, string note) = Bandwidth.Median(data);
        return KernelResult.Compute(this, data, new MultiscaleKernel(sigma), unbiased: true, note + ", times 2 to 1/8");
    }
}
