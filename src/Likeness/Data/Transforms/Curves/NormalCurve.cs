using MathNet.Numerics.Distributions;

namespace Likeness.Data.Transforms.Curves;

/// <summary>
/// w = Φ⁻¹(F(p)) with F the distribution function of the training rows, linear between quantiles or the ends of grid intervals: quantile normalisation, as
/// scikit-learn's QuantileTransformer with normal output.
/// </summary>
internal sealed class NormalCurve : ColumnCurve
{
    private const double SupportTolerance = 1e-9;

    // Rows that each interval has beside its own: F rises everywhere.
    private const double Added = 1e-3;
    private const double MinFraction = 1e-7;
    private static readonly BinsCurve Bins = new();
    private static readonly double HalfLogTwoPi = 0.5 * Math.Log(2 * Math.PI);

    public override string Description(ColumnTransform column) => "normal scores";

    public override CurveFit Fit(ColumnFacts facts, TransformSettings settings)
    {
        var fit = Bins.Fit(facts, settings);
        var edges = fit.Edges ?? new BinEdges([.. Enumerable.Range(0, facts.Grid!.Count + 1).Select(i => i - 0.5)]);
        var counts = new double[edges.Count];
        foreach (double value in facts.Train)
        {
            counts[edges.BinOf((value - fit.Shift) / fit.Scale)]++;
        }

        var fractions = new double[edges.Count + 1];
        double total = facts.Train.Length + (Added * edges.Count);
        for (int i = 0; i < counts.Length; i++)
        {
            fractions[i + 1] = Math.Min(1, fractions[i] + ((counts[i] + Added) / total));
        }

        fractions[^1] = 1;
        return fit with { Edges = edges with { Fractions = fractions } };
    }

    public override (double Low, double High) Support(ColumnTransform column) =>
        (column.Edges!.Values[0] - SupportTolerance, column.Edges.Values[^1] + SupportTolerance);

    public override double Forward(ColumnTransform column, double p) => Normal.InvCDF(0, 1, Fraction(column.Edges!, p));

    public override double LogDerivative(ColumnTransform column, double p)
    {
        var edges = column.Edges!;
        double w = Forward(column, p);
        int bin = edges.BinOf(p);
        double rise = edges.Fractions![bin + 1] - edges.Fractions[bin];
        return Math.Log(rise / (edges.Values[bin + 1] - edges.Values[bin])) + (0.5 * w * w) + HalfLogTwoPi;
    }

    public override double Inverse(ColumnTransform column, double w, double uniform, bool continuous)
    {
        var edges = column.Edges!;
        double fraction = Normal.CDF(0, 1, w);
        int bin = new BinEdges(edges.Fractions!).BinOf(fraction);
        double place = (fraction - edges.Fractions![bin]) / (edges.Fractions[bin + 1] - edges.Fractions[bin]);
        return edges.Values[bin] + (Math.Clamp(place, 0, 1) * (edges.Values[bin + 1] - edges.Values[bin]));
    }

    private static double Fraction(BinEdges edges, double p)
    {
        int bin = edges.BinOf(p);
        double place = Math.Clamp((p - edges.Values[bin]) / (edges.Values[bin + 1] - edges.Values[bin]), 0, 1);
        double fraction = edges.Fractions![bin] + (place * (edges.Fractions[bin + 1] - edges.Fractions[bin]));
        return Math.Clamp(fraction, MinFraction, 1 - MinFraction);
    }
}
