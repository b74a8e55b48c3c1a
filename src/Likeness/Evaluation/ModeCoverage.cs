namespace Likeness.Evaluation;

/// <summary>
/// Share of the data's cells (k-means of the training rows) that get at least a quarter of the samples that their share of
/// real rows would give them: what a collapsed model leaves empty.
/// </summary>
internal sealed class ModeCoverage : IMetric
{
    private const double MinFraction = 0.25;

    public string Name => "Mode coverage";

    public string Summary => "1: no region of the data is left out; 0.1: nine regions in ten get hardly a sample.";

    public string Source =>
        "Cells as in Richardson and Weiss 2018, arXiv 1805.12462; covered: a quarter of the real share";

    public string Unit => "share";

    public Better Better => Better.Higher;

    public MetricGroup Group => MetricGroup.Coverage;

    public Interval Range { get; } = new(0, 1);

    public IReadOnlyList<MetricResult> Compute(EvaluationData data) =>
        CellStatistic.Compute(
            this,
            data,
            Covered,
            (real, made) =>
                $"{data.Cells.Count} cells, {real.Zip(made).Count(cell => cell.First > 0 && cell.Second == 0)} of them without a sample"
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
