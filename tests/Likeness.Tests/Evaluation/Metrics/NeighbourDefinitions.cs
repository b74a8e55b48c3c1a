using static Likeness.Tests.Evaluation.Metrics.Definitions;

namespace Likeness.Tests.Evaluation.Metrics;

/// <summary>Metrics of nearest rows as their definitions say, over all pairs.</summary>
internal static class NeighbourDefinitions
{
    public static double Nearest(double[] row, IEnumerable<double[]> others) =>
        others.Min(other => Distance(row, other));

    /// <summary>The distance of each row to its k-th nearest other row.</summary>
    public static double[] Radii(double[][] rows, int k) =>
        [
            .. rows.Select(row =>
                rows.Where(other => other != row).Select(other => Distance(row, other)).Order().ElementAt(k - 1)
            ),
        ];

    public static double Precision(double[][] real, double[][] made, int k)
    {
        double[] radii = Radii(real, k);
        return made.Average(row => real.Where((other, i) => Distance(row, other) < radii[i]).Any() ? 1 : 0);
    }

    public static double Density(double[][] real, double[][] made, int k)
    {
        double[] radii = Radii(real, k);
        return made.Average(row => real.Where((other, i) => Distance(row, other) < radii[i]).Count() / (double)k);
    }

    public static double Coverage(double[][] real, double[][] made, int k)
    {
        double[] radii = Radii(real, k);
        return real.Select((row, i) => Nearest(row, made) < radii[i] ? 1.0 : 0).Average();
    }

    /// <summary>Of each generated row, the distance to the nearest training row over that to the second; median.</summary>
    public static double Ratio(double[][] train, double[][] made) =>
        Median([
            .. made.Select(row => train.Select(other => Distance(row, other)).Order().Take(2).ToArray())
                .Select(two => two[0] / two[1]),
        ]);

    public static double Authenticity(double[][] train, double[][] made)
    {
        double[] own = Radii(train, 1);
        return made.Average(row =>
        {
            double[] distances = [.. train.Select(other => Distance(row, other))];
            return distances.Min() > own[Array.IndexOf(distances, distances.Min())] ? 1 : 0;
        });
    }

    /// <summary>The standardised Mann–Whitney statistic of distances to training rows, in one cell.</summary>
    public static double CopyTest(double[][] train, double[][] test, double[][] made)
    {
        double m = made.Length,
            n = test.Length;
        double[] unseen = [.. test.Select(row => Nearest(row, train))];
        double[] sampled = [.. made.Select(row => Nearest(row, train))];
        return (Auc(unseen, sampled) - 0.5) / Math.Sqrt((n + m + 1) / (12 * n * m));
    }

    public static double Membership(double[][] train, double[][] test, double[][] made) =>
        Auc([.. test.Select(row => -Nearest(row, made))], [.. train.Select(row => -Nearest(row, made))]);

    /// <summary>1 − 2 ∫ |P(level &lt; α) − α| dα by the midpoint rule.</summary>
    public static double SupportScore(double[] levels)
    {
        const int Steps = 20_000;
        return 1
            - (
                2
                * Enumerable
                    .Range(0, Steps)
                    .Select(i => (i + 0.5) / Steps)
                    .Average(alpha => Math.Abs(levels.Average(level => level < alpha ? 1 : 0) - alpha))
            );
    }

    /// <summary>The fraction of a sample strictly nearer to its mean than each row.</summary>
    public static double[] Levels(double[][] sample, double[][] rows)
    {
        double[] centre = [.. Enumerable.Range(0, sample[0].Length).Select(column => Column(sample, column).Average())];
        return
        [
            .. rows.Select(row => sample.Average(other => Distance(other, centre) < Distance(row, centre) ? 1.0 : 0)),
        ];
    }

    public static double BetaRecall(double[][] real, double[][] made, int k)
    {
        double[] radii = Radii(real, k);
        double[] supports = Levels(made, made);
        return SupportScore([
            .. real.Select(
                (row, i) =>
                {
                    double[] distances = [.. made.Select(other => Distance(row, other))];
                    return distances.Min() <= radii[i]
                        ? supports[Array.IndexOf(distances, distances.Min())]
                        : double.PositiveInfinity;
                }
            ),
        ]);
    }
}
