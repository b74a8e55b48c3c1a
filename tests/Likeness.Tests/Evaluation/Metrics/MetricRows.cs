using Likeness.Data;
using Likeness.Data.Kinds;
using MathNet.Numerics.Distributions;
using static Likeness.Tests.Evaluation.Metrics.Definitions;
using static Likeness.Tests.Evaluation.Metrics.NeighbourDefinitions;

namespace Likeness.Tests.Evaluation.Metrics;

/// <summary>A row for each registered metric.</summary>
internal static class MetricRows
{
    private const int Neighbours = 5; // the default of the settings
    private const double Rounding = 1e-9;

    private static readonly MetricInput Plain = new(MetricInput.Rows(60, 1), null, MetricInput.Rows(47, 2, shift: 0.3));

    // Too few rows for more than one cluster of the copy test; equally many of either for SDMetrics' overfitting protection.
    private static readonly MetricInput HeldOut = new(
        MetricInput.Rows(39, 3),
        MetricInput.Rows(39, 4),
        [.. MetricInput.Rows(30, 5), .. MetricInput.Rows(39, 3)[..5]]
    );

    // Four clusters far apart, one of which the samples leave out.
    private static readonly MetricInput Clusters = new(Cluster(20, 0, 1, 2, 3), null, Cluster(28, 0, 1, 2));

    private static readonly MetricInput OneColumn = new(
        MetricInput.Rows(40, 6, width: 1),
        null,
        MetricInput.Rows(40, 7, width: 1, shift: 0.5)
    );

    // With many training rows, so that none of the seven are left out to have the sizes of a baseline.
    private static readonly MetricInput Seven = new(
        MetricInput.Rows(40, 12),
        MetricInput.Rows(7, 8),
        MetricInput.Rows(7, 9, shift: 1)
    );

    // Two normal columns whose difference of means is the whole difference, ordered by no fold.
    private static readonly MetricInput Apart = new(
        MetricInput.Rows(600, 10, width: 1),
        null,
        MetricInput.Rows(600, 11, width: 1, shift: 1.5)
    );

    public static IReadOnlyDictionary<string, MetricTraits> All { get; } =
        new Dictionary<string, MetricTraits>
        {
            ["MMD"] = Whole(
                input => Mmd(input.Reference, input.Generated, Gaussian(0.1), diagonal: true),
                true,
                UnitChange.Anything
            ),
            ["MMD² (unbiased)"] = Whole(input => Kernel(input, 1), true),
            ["MMD² (multi-scale)"] = Whole(input => Kernel(input, 2, 1, 0.5, 0.25, 0.125), true),
            ["Energy distance"] = Whole(
                input =>
                {
                    var z = input.Standardised();
                    return -Mmd(z.Reference, z.Generated, distance => distance, diagonal: true);
                },
                true
            ),
            ["KL divergence"] = Columns(KullbackLeibler, false, UnitChange.Anything), // 1e-10 is added to densities
            ["Wasserstein distance"] = Columns((x, y) => Difference(x, y).Area, true, UnitChange.Proportional),
            ["KS complement"] = Columns((x, y) => 1 - Difference(x, y).Supremum, true),
            ["TV complement"] = Columns(
                (x, y) =>
                    1
                    - (
                        x.Concat(y)
                            .Select(Level)
                            .Distinct()
                            .Sum(level =>
                                Math.Abs(
                                    x.Average(v => Level(v) == level ? 1.0 : 0)
                                        - y.Average(v => Level(v) == level ? 1.0 : 0)
                                )
                            ) / 2
                    ),
                true,
                UnitChange.Anything,
                Plain with
                {
                    View = (name, values) =>
                        (
                            new Column(name)
                            {
                                Kind = new CategoryKind([.. "abcdefghij".Select(letter => $"{letter}")]),
                            },
                            Array.ConvertAll(values, Level)
                        ),
                }
            ),
            ["Missing value similarity"] = Columns(
                (x, y) => 1 - Math.Abs(x.Average(v => IsMissing(v) ? 1.0 : 0) - y.Average(v => IsMissing(v) ? 1.0 : 0)),
                true,
                UnitChange.Anything,
                Plain with
                {
                    View = (name, values) => (new Column(name), [.. values.Select(v => IsMissing(v) ? double.NaN : v)]),
                }
            ),
            ["Sliced Wasserstein"] = Whole(
                input => BestLine(input.Standardised()),
                true,
                input: OneColumn,
                orderless: false
            ),
            ["Wasserstein-2 (exact)"] = Whole(
                input => input.Standardised() is var z ? BestAssignment(z.Reference, z.Generated) : 0,
                true,
                input: Seven
            ),
            ["Correlation similarity"] = Whole(
                input => CorrelationSimilarity(input.Reference, input.Generated, 0),
                true,
                spoiled: Spoiled.Reflected,
                input: Plain with
                {
                    Generated = [.. Plain.Generated.Select(row => new[] { row[0], -row[1], row[2] })],
                }
            ),
            ["Correlation similarity (real trends)"] = Whole(
                input => CorrelationSimilarity(input.Reference, input.Generated, 0.3),
                false,
                spoiled: Spoiled.Reflected
            ),
            ["Contingency similarity"] = Whole(input => Contingency(input.Reference, input.Generated), false),
            ["Precision"] = Real((real, made) => Precision(real, made, Neighbours), Spoiled.Shifted),
            ["Recall"] = Real((real, made) => Precision(made, real, Neighbours), Spoiled.Collapsed),
            ["Density"] = Real((real, made) => Density(real, made, Neighbours), Spoiled.Shifted),
            ["Coverage"] = Real((real, made) => Coverage(real, made, Neighbours), Spoiled.Collapsed),
            ["α-precision"] = Real((real, made) => SupportScore(Levels(real, made)), Spoiled.Shifted, 2e-3),
            ["β-recall"] = Real((real, made) => BetaRecall(real, made, Neighbours), Spoiled.Collapsed, 2e-3),
            ["Mode coverage"] = Whole(_ => 0.75, null, input: Clusters, spoiled: Spoiled.Collapsed),
            ["NDB/K"] = Whole(_ => 0.25, null, input: Clusters, spoiled: Spoiled.Collapsed),
            ["C2ST (k-NN)"] = Classifier(),
            ["C2ST (logistic regression)"] = Classifier(),
            ["C2ST (random forest)"] = Classifier(),
            ["C2ST (boosted trees)"] = Classifier(),
            ["Exact matches"] = Novelty(z =>
                z.Generated.Average(row => z.Train.Any(other => row.SequenceEqual(other)) ? 1.0 : 0)
            ),
            ["Distance to closest record"] = Novelty(z =>
                Median([.. z.Generated.Select(row => Nearest(row, z.Train))])
            ),
            ["Nearest-neighbour distance ratio"] = Novelty(z => Ratio(z.Train, z.Generated)),
            ["Authenticity"] = Novelty(z => Authenticity(z.Train, z.Generated)),
            ["DCR overfitting protection"] = Novelty(z =>
                Math.Min(
                    1,
                    2 * (1 - z.Generated.Average(row => Nearest(row, z.Train) < Nearest(row, z.Test!) ? 1.0 : 0))
                )
            ),
            ["Copy test C_T"] = Novelty(z => CopyTest(z.Train, z.Test!, z.Generated)),
            ["Membership inference"] = Novelty(z => Membership(z.Train, z.Test!, z.Generated)),
        };

    private static MetricTraits Whole(
        Func<MetricInput, double> definition,
        bool? symmetric,
        UnitChange units = UnitChange.Nothing,
        MetricInput? input = null,
        Spoiled spoiled = Spoiled.Shifted,
        bool orderless = true
    ) => new(data => [definition(data)], input ?? Plain, Rounding, symmetric, units, spoiled, orderless);

    private static MetricTraits Real(
        Func<double[][], double[][], double> definition,
        Spoiled spoiled,
        double tolerance = Rounding
    ) =>
        new(
            data => data.Standardised() is var z ? [definition(z.Reference, z.Generated)] : [],
            Plain,
            tolerance,
            false,
            UnitChange.Nothing,
            spoiled
        );

    private static MetricTraits Columns(
        Func<double[], double[], double> definition,
        bool symmetric,
        UnitChange units = UnitChange.Nothing,
        MetricInput? input = null
    ) =>
        new(
            data =>
                [
                    .. Enumerable
                        .Range(0, data.Train[0].Length)
                        .Select(column => definition(Column(data.Reference, column), Column(data.Generated, column))),
                ],
            input ?? Plain,
            Rounding,
            symmetric,
            units,
            Spoiled.Shifted
        );

    private static MetricTraits Novelty(Func<MetricInput, double> definition) =>
        new(data => [definition(data.Standardised())], HeldOut, Rounding, null, UnitChange.Nothing, Spoiled.Copied);

    // Of two normal columns δ standard deviations apart, the best classifier is right with probability Φ(δ / 2).
    private static MetricTraits Classifier() =>
        new(
            _ => [Normal.CDF(0, 1, 0.75)],
            Apart,
            0.06,
            null,
            UnitChange.Nothing,
            Spoiled.Shifted,
            IsOrderless: false,
            Rises: true
        );

    private static double Kernel(MetricInput input, params double[] factors)
    {
        var z = input.Standardised();
        double median = MedianDistance([.. z.Reference, .. z.Generated]);
        return Mmd(z.Reference, z.Generated, Gaussian([.. factors.Select(factor => factor * median)]), diagonal: false);
    }

    // Numbers as one of ten levels, and as missing.
    private static double Level(double value) => Math.Clamp(Math.Floor(5 * value) + 5, 0, 9);

    private static bool IsMissing(double value) => value > 0.1;

    private static double BestLine(MetricInput z) =>
        Math.Sqrt(
            Column(z.Reference, 0).Order().Zip(Column(z.Generated, 0).Order(), (x, y) => (x - y) * (x - y)).Average()
        );

    private static double[][] Cluster(int each, params int[] which) =>
        [
            .. which.SelectMany(cluster =>
                MetricInput
                    .Rows(each, 20 + (ulong)cluster, width: 2)
                    .Select(row => new[] { row[0] + (100 * (cluster % 2)), row[1] + (100 * (cluster / 2)) })
            ),
        ];
}
