using Likeness.Data.Transforms.Curves;

namespace Likeness.Data.Transforms;

/// <summary>
/// Selects the kind of transform for a column: logit if the column is bounded, else the kind under which a Gaussian gives the
/// training rows the highest likelihood in the data's units. Box &amp; Cox 1964, J. R. Stat. Soc. B 26(2), §3.
/// </summary>
internal static class AutomaticKind
{
    // A finer grid only reflects how the numbers were written, and its ends are not bounds.
    private const int LargestBoundedGrid = 4096;

    // The minimum gain for a non-linear transform, in nats per row.
    private const double MinGain = 0.05;

    /// <summary>The kind of a column that is not constant.</summary>
    public static TransformKind Choose(ColumnFacts facts, TransformSettings settings)
    {
        if (facts.Grid is { Count: <= LargestBoundedGrid } || facts.IsUnit)
        {
            return TransformKind.Logit;
        }

        var best = (
            Kind: TransformKind.Standardise,
            Nats: LogLikelihood(TransformKind.Standardise, facts, settings) + MinGain
        );
        foreach (var kind in Candidates(facts))
        {
            double nats = LogLikelihood(kind, facts, settings);
            best = nats > best.Nats ? (kind, nats) : best;
        }

        return best.Kind;
    }

    private static IEnumerable<TransformKind> Candidates(ColumnFacts facts)
    {
        if (facts.Grid is not null)
        {
            yield return TransformKind.Logit;
        }

        if (facts.Minimum > 0 || facts is { Grid: not null, Minimum: >= 0 })
        {
            yield return TransformKind.Log;
        }

        yield return TransformKind.Asinh;
    }

    // −½ log(2πe Var w) + mean log |dw/dv|: the mean log-likelihood under the best Gaussian of w.
    private static double LogLikelihood(TransformKind kind, ColumnFacts facts, TransformSettings settings)
    {
        var curve = ColumnCurve.Get(kind);
        var fit = curve.Fit(facts, settings);
        var column = new ColumnTransform(
            "",
            kind,
            false,
            facts.Grid,
            0,
            false,
            fit.Shift,
            fit.Scale,
            settings.Lambda,
            0,
            0
        );
        double[] values = [.. facts.Spread()];
        var (_, variance) = Moments.Compute(Array.ConvertAll(values, column.Forward));
        double slope = values.Average(column.LogDerivative);
        return variance > 0 && double.IsFinite(slope)
            ? slope - (0.5 * Math.Log(2 * Math.PI * Math.E * variance))
            : double.NegativeInfinity;
    }
}
