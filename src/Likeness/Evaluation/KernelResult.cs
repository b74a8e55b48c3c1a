namespace Likeness.Evaluation;

/// <summary>The result of a metric that is a mean of a kernel over pairs of standardised rows.</summary>
internal static class KernelResult
{
    public static IReadOnlyList<MetricResult> Compute<TKernel>(
        IMetric metric,
        EvaluationData data,
        TKernel kernel,
        bool unbiased,
        string? note
    )
        where TKernel : struct, IPairKernel
    {
        var sums = GroupSums.Compute(data.Pooled, data, kernel);
        var statistic = new TwoSampleKernel(data, sums, unbiased ? kernel.AtZero : null);
        return
        [
            metric.Result(statistic.Value()) with
            {
                Baseline = statistic.Floor(),
                Interval = statistic.Interval(),
                PValue = statistic.PValue(),
                Note = note,
            },
        ];
    }
}
