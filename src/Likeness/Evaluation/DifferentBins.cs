using MathNet.Numerics;

namespace Likeness.Evaluation;

/// <summary>
/// NDB/K: the fraction of the data's clusters (k-means of the training rows) whose fractions of real and of generated rows differ at
/// the level of 5 %, by the z-test of two proportions. Richardson and Weiss 2018, arXiv 1805.12462, section 2.
/// </summary>
internal sealed class DifferentBins : IMetric
{
    private const double Level = 0.05;

    public string Name => "NDB/K";

    public string Summary =>
        "About 0.05 for equal distributions; the fraction of clusters with too many or too few samples.";

    public string Source => "Richardson and Weiss 2018, arXiv 1805.12462, section 2";

    public string Unit => "fraction";

    public Better Better => Better.Lower;

    public MetricGroup Group => MetricGroup.Coverage;

    public Interval Range { get; } = new(0, 1);

    public IReadOnlyList<MetricResult> Compute(EvaluationData data) =>
        CellStatistic.Compute(this, data, Fraction, (real, made) => Note(data, real, made));

    internal static double Fraction(int[] real, int[] made)
    {
        double m = real.Sum(),
            n = made.Sum();
        int different = real.Zip(made).Count(cell => PValue(cell.First, m, cell.Second, n) < Level);
        return (double)different / real.Length;
    }

    private static double PValue(double real, double m, double made, double n)
    {
        double pooled = (real + made) / (m + n);
        double error = Math.Sqrt(pooled * (1 - pooled) * ((1 / m) + (1 / n)));
        return error > 0 ? SpecialFunctions.Erfc(Math.Abs((real / m) - (made / n)) / error / Math.Sqrt(2)) : 1;
    }

    private static string Note(EvaluationData data, int[] real, int[] made)
    {
        double m = real.Sum(),
            n = made.Sum();
        double divergence = 0;
        for (int cell = 0; cell < real.Length; cell++)
        {
            (double p, double q) = (real[cell] / m, made[cell] / n);
            divergence += (Part(p, (p + q) / 2) + Part(q, (p + q) / 2)) / 2;
        }

        return FormattableString.Invariant(
            $"K = {data.Cells.Count}; Jensen–Shannon divergence of the fractions {divergence:0.####} nats"
        );

        static double Part(double fraction, double mean) => fraction > 0 ? fraction * Math.Log(fraction / mean) : 0;
    }
}
