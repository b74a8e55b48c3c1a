using MathNet.Numerics.Distributions;

namespace Likeness.Tests.Models.Densities;

/// <summary>
/// Properties of a density and its samples, by numerical integration. Each returns what is wrong, or null: the registered models must pass
/// them, and the mutations of the mutation suite must not.
/// </summary>
internal static class DensityProperties
{
    // Of a Kolmogorov–Smirnov test, times √n: the probability of more by chance is 0.001.
    private const double Critical = 1.95;

    private const int Bins = 6;

    /// <summary>∫ p = 1.</summary>
    public static string? IntegratesToOne(DensityGrid grid, double tolerance = 0.01) =>
        Math.Abs(grid.Total - 1) <= tolerance ? null : Say($"the density integrates to {grid.Total:0.0000}");

    /// <summary>A stated entropy is −∫ p log p.</summary>
    public static string? HasTheEntropy(DensityGrid grid, double nats, double tolerance = 0.01) =>
        Math.Abs(grid.Entropy - nats) <= tolerance
            ? null
            : Say($"the entropy is stated as {nats:0.000} nats and is {grid.Entropy:0.000}");

    /// <summary>The mean of −log p over samples is −∫ p log p.</summary>
    /// <param name="model">The density.</param>
    /// <param name="grid">The same, tabulated.</param>
    /// <param name="count">The number of samples.</param>
    /// <param name="tolerance">Allowed beside four standard errors, in nats: for the grid.</param>
    public static string? SamplesHaveItsEntropy(
        DensityUnderTest model,
        DensityGrid grid,
        int count,
        double tolerance = 0.02
    )
    {
        double[] nats = [.. model.LogDensity(model.Sample(count, 21)).Select(log => -log)];
        double mean = nats.Average();
        double error = StandardError(nats, mean);
        return Math.Abs(mean - grid.Entropy) <= (4 * error) + tolerance
            ? null
            : Say(
                $"samples have −log p = {mean:0.000} ± {error:0.000}, the density has the entropy {grid.Entropy:0.000}"
            );
    }

    /// <summary>
    /// The probability integral transform: F(x₁) and F(x₂ | x₁) of samples are uniform (Kolmogorov–Smirnov) and independent (χ² of 6 × 6
    /// cells).
    /// </summary>
    /// <param name="model">The density.</param>
    /// <param name="grid">The same, tabulated.</param>
    /// <param name="count">The number of samples.</param>
    /// <param name="tolerance">Allowed difference of distribution functions beside that by chance: for the grid.</param>
    public static string? SamplesAreUniformUnderIt(
        DensityUnderTest model,
        DensityGrid grid,
        int count,
        double tolerance = 0.005
    )
    {
        double[][] integrals = grid.Integrals(model.Sample(count, 22));
        for (int column = 0; column < integrals.Length; column++)
        {
            if (FromUniform(integrals[column]) is var difference && difference > Allowed(count, tolerance))
            {
                return Say($"the integral transform of column {column + 1} differs from uniform by {difference:0.000}");
            }
        }

        if (integrals.Length == 1)
        {
            return null;
        }

        var counts = new double[Bins * Bins];
        for (int i = 0; i < count; i++)
        {
            counts[(Cell(integrals[0][i]) * Bins) + Cell(integrals[1][i])]++;
        }

        double expected = (double)count / counts.Length;
        double statistic = counts.Sum(cell => (cell - expected) * (cell - expected) / expected);
        double critical = ChiSquared.InvCDF(counts.Length - 1, 0.9995) + (count * tolerance);
        return statistic <= critical ? null : Say($"χ² of the integral transforms is {statistic:0} > {critical:0}");

        static int Cell(double u) => Math.Min((int)(u * Bins), Bins - 1);
    }

    /// <summary>Samples and rows sampled by inversion of the tabulated density are alike under an energy test with 199 permutations.</summary>
    public static string? SamplesAreLikeThoseOfTheGrid(DensityUnderTest model, DensityGrid grid, int count)
    {
        double p = EnergyTest.PValue(model.Sample(count, 23), grid.Sample(count, 24), model.Columns, 199);
        return p > 0.005 ? null : Say($"samples differ from samples by inversion of the density (p = {p:0.000})");
    }

    /// <summary>A column sampled conditioned on the other follows the joint density along that line.</summary>
    /// <param name="model">A density of two columns with a conditional.</param>
    /// <param name="axes">The cells of each column, or of both.</param>
    /// <param name="given">The values to condition on.</param>
    /// <param name="count">The number of samples of each conditional.</param>
    /// <param name="tolerance">Allowed difference of distribution functions beside that by chance.</param>
    public static string? ConditionalsAreThoseOfTheJoint(
        DensityUnderTest model,
        IReadOnlyList<GridAxis> axes,
        IReadOnlyList<double> given,
        int count,
        double tolerance = 0.005
    )
    {
        foreach (int missing in new[] { 0, 1 })
        {
            var axis = axes[missing % axes.Count];
            foreach (double value in given)
            {
                double[] Row(double other) => missing == 0 ? [other, value] : [value, other];
                double[] log = model.LogDensity([.. axis.Nodes.SelectMany(node => Row(node.Place))]);
                var line = new GridLine(axis, axis.Nodes.Zip(log, (node, nats) => Math.Exp(nats) * node.Weight));
                double[] found = model.Conditional!(missing, value, count);
                double difference = FromUniform([.. found.Select(line.Cumulative)]);
                if (difference > Allowed(count, tolerance))
                {
                    return Say(
                        $"column {missing + 1} conditioned on {value:0.00} differs from the joint density by {difference:0.000}"
                    );
                }
            }
        }

        return null;
    }

    internal static double StandardError(double[] values, double mean) =>
        Math.Sqrt(
            values.Sum(value => (value - mean) * (value - mean)) / values.Length / Math.Max(1, values.Length - 1)
        );

    internal static string Say(FormattableString text) => FormattableString.Invariant(text);

    private static double Allowed(int count, double tolerance) => (Critical / Math.Sqrt(count)) + tolerance;

    // sup |F − u|; infinite where a number is NaN.
    private static double FromUniform(double[] integrals)
    {
        double[] sorted = [.. integrals.Order()];
        return sorted.Any(double.IsNaN)
            ? double.PositiveInfinity
            : sorted.Select((u, i) => Math.Max(((i + 1.0) / sorted.Length) - u, u - ((double)i / sorted.Length))).Max();
    }
}
