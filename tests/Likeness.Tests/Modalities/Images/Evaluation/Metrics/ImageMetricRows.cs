using Likeness.Tests.Evaluation.Metrics;
using MathNet.Numerics.Distributions;
using static Likeness.Tests.Evaluation.Metrics.Definitions;
using static Likeness.Tests.Evaluation.Metrics.NeighbourDefinitions;

namespace Likeness.Tests.Modalities.Images.Evaluation.Metrics;

/// <summary>A row for each metric of images.</summary>
internal static class ImageMetricRows
{
    private const int Neighbours = 5; // the default of the settings
    private const double Rounding = 1e-9;
    private const double SingleRounding = 1e-6; // of probabilities

    private static readonly MetricInput Plain = new(MetricInput.Rows(60, 1), null, MetricInput.Rows(47, 2, shift: 0.3));

    private static readonly MetricInput TwoColumns = new(
        MetricInput.Rows(60, 51, width: 2),
        null,
        [.. MetricInput.Rows(47, 52, width: 2, shift: 0.3).Select(row => new[] { row[0] + (0.5 * row[1]), row[1] })]
    );

    private static readonly MetricInput Apart = new(
        MetricInput.Rows(600, 10, width: 1),
        null,
        MetricInput.Rows(600, 11, width: 1, shift: 1.5)
    );

    public static IReadOnlyDictionary<string, MetricTraits> All { get; } =
        new Dictionary<string, MetricTraits>
        {
            ["Fréchet distance"] = Row(Frechet, true, UnitChange.Squared, input: TwoColumns),
            ["Kernel distance"] = Row(Kernel, true, UnitChange.Anything),
            ["Class fractions"] = Row(
                (x, y) => Enumerable.Range(0, 3).Sum(level => Math.Abs(Fraction(x, level) - Fraction(y, level))) / 2,
                true
            ),
            ["Confident samples"] = OfConfidence((_, made) => made.Average(p => p >= 0.85 ? 1.0 : 0)),
            ["Mean confidence"] = OfConfidence((_, made) => made.Average()),
            ["Recognised samples"] = OfConfidence(
                (real, made) =>
                {
                    double[] sorted = [.. real.Order()];
                    double place = 0.1 * (sorted.Length - 1);
                    int below = (int)place;
                    double limit = sorted[below] + ((place - below) * (sorted[below + 1] - sorted[below]));
                    return made.Average(p => p >= limit ? 1.0 : 0);
                }
            ),
            ["Asked classes"] = new(
                data =>
                    [data.Generated.Average(row => RowsAsImages.Asked(row) == Array.IndexOf(row, row.Max()) ? 1.0 : 0)],
                Plain,
                Rounding,
                null,
                UnitChange.Anything,
                Spoiled.Shrunk
            ),
            // Counts of so few rows may agree either way round.
            ["Precision"] = Row((real, made) => Precision(real, made, Neighbours), null),
            ["Recall"] = Row((real, made) => Precision(made, real, Neighbours), null, spoiled: Spoiled.Collapsed),
            ["Density"] = Row((real, made) => Density(real, made, Neighbours), false),
            ["Coverage"] = Row((real, made) => Coverage(real, made, Neighbours), false, spoiled: Spoiled.Collapsed),
            ["AUC (k-NN)"] = Area(),
            ["AUC (logistic regression)"] = Area(),
            ["AUC (random forest)"] = Area(tolerance: 0.08), // a forest on one column follows single rows
            ["AUC (boosted trees)"] = Area(),
        };

    private static MetricTraits Row(
        Func<double[][], double[][], double> definition,
        bool? symmetric,
        UnitChange units = UnitChange.Nothing,
        Spoiled spoiled = Spoiled.Shifted,
        MetricInput? input = null
    ) => new(data => [definition(data.Reference, data.Generated)], input ?? Plain, Rounding, symmetric, units, spoiled);

    private static MetricTraits OfConfidence(Func<double[], double[], double> definition) =>
        new(
            data => [definition(Confidence(data.Reference), Confidence(data.Generated))],
            Plain,
            SingleRounding,
            false,
            UnitChange.Anything,
            Spoiled.Shrunk
        );

    // Of two normal columns δ standard deviations apart, a row of one lies above a row of the other with probability Φ(δ / √2).
    private static MetricTraits Area(double tolerance = 0.06) =>
        new(
            _ => [Normal.CDF(0, 1, 1.5 / Math.Sqrt(2))],
            Apart,
            tolerance,
            null,
            UnitChange.Nothing,
            Spoiled.Shifted,
            IsOrderless: false,
            Rises: true
        );

    private static double[] Confidence(double[][] rows) =>
        [.. rows.Select(row => RowsAsImages.Probabilities(row).Max())];

    private static double Fraction(double[][] rows, int level) =>
        rows.Average(row => Array.IndexOf(row, row.Max()) == level ? 1.0 : 0);

    // Of two columns, where Tr (Σ₁Σ₂)^½ = √(Tr Σ₁Σ₂ + 2 √det Σ₁Σ₂): the eigenvalues' roots are √λ + √μ = √(λ + μ + 2 √λμ).
    private static double Frechet(double[][] x, double[][] y)
    {
        var (a, b, c) = Covariance(x);
        var (d, e, f) = Covariance(y);
        double trace = (a * d) + (2 * b * e) + (c * f);
        double determinant = ((a * c) - (b * b)) * ((d * f) - (e * e));
        double root = Math.Sqrt(trace + (2 * Math.Sqrt(determinant)));
        double means = Math.Pow(Distance(Means(x), Means(y)), 2);
        return means + a + c + d + f - (2 * root);
    }

    private static double[] Means(double[][] rows) =>
        [.. rows[0].Select((_, column) => Column(rows, column).Average())];

    private static (double First, double Both, double Second) Covariance(double[][] rows)
    {
        double[] means = Means(rows);
        return (Of(0, 0), Of(0, 1), Of(1, 1));

        double Of(int i, int j) => rows.Sum(row => (row[i] - means[i]) * (row[j] - means[j])) / (rows.Length - 1);
    }

    // Unbiased MMD² under (x·y / d + 1)³.
    private static double Kernel(double[][] x, double[][] y)
    {
        return Within(x) + Within(y) - (2 * x.Average(a => y.Average(b => Cube(a, b))));

        static double Within(double[][] rows) =>
            rows.SelectMany((a, i) => rows.Where((_, j) => j != i).Select(b => Cube(a, b))).Average();

        static double Cube(double[] a, double[] b) => Math.Pow((a.Zip(b, (u, v) => u * v).Sum() / a.Length) + 1, 3);
    }
}
