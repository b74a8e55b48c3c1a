namespace Likeness.Evaluation;

/// <summary>
/// Fraction of the data's clusters (k-means of the training rows) that receive at least a quarter of the samples expected from their
/// fraction of real rows. It falls when a model collapses.
/// </summary>
internal sealed class ModeCoverage : IMetric
{
    private const double MinFraction = 0.25;

    public string Name => "Mode coverage";

    public string Summary => "1: every cluster of the data has samples; 0.1: nine clusters in ten have hardly any.";

    public string Source =>
        "Cells as in Richardson and Weiss 2018, arXiv 1805.12462; covered: a quarter of the real fraction";

    public string Unit => "fraction";

    public Better Better => Better.Higher;

    public MetricGroup Group => MetricGroup.Coverage;

    public Interval Range { get; } = new(0, 1);

    public IReadOnlyList<MetricResult> Compute(EvaluationData data) =>
        CellStatistic.Compute(
            this,
            data,
            Covered,
            (real, made) =>
                $"{data.Cells.Count} clusters, {real.Zip(made).Count(cell => cell.First > 0 && cell.Second == 0)} of them without a sample"
        );

    internal static double Covered(int[] real, int[] made)
    {
        double m = real.Sum(),
            n = made.Sum();
        int held = 0,
            covered = 0;
        for (int cell = 0; cell < real.Length; cell++)
        {
            held += real[cell] > 0 ? 1 : 0;
            covered += real[cell] > 0 && made[cell] / n >= MinFraction * real[cell] / m ? 1 : 0;
        }

        return (double)covered / held;
    }
}
