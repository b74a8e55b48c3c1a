using Likeness.Compute.Cpu;

namespace Likeness.Tests.Models.Densities;

/// <summary>
/// Properties of a density of any number of columns, by importance sampling from a kernel density estimate around the model's own samples.
/// </summary>
internal static class BridgeProperties
{
    private const int Centres = 400;

    // Bandwidths in standard deviations of each column, and their shares; the wide one bounds the weights.
    private static readonly (double Bandwidth, double Share)[] Kernels = [(0.35, 0.8), (1, 0.2)];

    /// <summary>
    /// ∫ p = E_q[p / q], and E_p[q / (p + q)] = E_q[p / (p + q)], both ∫ pq / (p + q), for q the estimate: the bridge of Meng and Wong 1996.
    /// The first measures the density alone, the second its samples as well. Returns what is wrong, or null.
    /// </summary>
    /// <param name="model">The density.</param>
    /// <param name="count">The number of samples of either.</param>
    /// <param name="tolerance">Allowed beside four standard errors.</param>
    public static string? SamplesAndDensityAgree(DensityUnderTest model, int count, double tolerance = 0.02)
    {
        double[][] centres = [.. model.Sample(Centres, 41).Chunk(model.Columns)];
        double[] scale =
        [
            .. Enumerable
                .Range(0, model.Columns)
                .Select(column => Deviation([.. centres.Select(centre => centre[column])])),
        ];
        double[] proposed = Proposed(centres, scale, count);
        double[] sampled = model.Sample(count, 42);
        var (atProposed, atSampled) = (model.LogDensity(proposed), model.LogDensity(sampled));
        double[] kernelAtProposed = [.. proposed.Chunk(model.Columns).Select(row => LogKernel(row, centres, scale))];
        double[] kernelAtSampled = [.. sampled.Chunk(model.Columns).Select(row => LogKernel(row, centres, scale))];

        double[] weights = [.. atProposed.Zip(kernelAtProposed, (p, q) => Math.Exp(p - q))];
        double integral = weights.Average();
        double error = DensityProperties.StandardError(weights, integral);
        if (!(Math.Abs(integral - 1) <= (4 * error) + tolerance) || error > 0.1)
        {
            return DensityProperties.Say($"the density integrates to {integral:0.000} ± {error:0.000}");
        }

        double[] ofSamples = [.. atSampled.Zip(kernelAtSampled, (p, q) => 1 / (1 + Math.Exp(p - q)))];
        double[] ofProposed = [.. atProposed.Zip(kernelAtProposed, (p, q) => 1 / (1 + Math.Exp(q - p)))];
        var (a, b) = (ofSamples.Average(), ofProposed.Average());
        double together = Math.Sqrt(
            Math.Pow(DensityProperties.StandardError(ofSamples, a), 2)
                + Math.Pow(DensityProperties.StandardError(ofProposed, b), 2)
        );
        return Math.Abs(a - b) <= (4 * together) + tolerance
            ? null
            : DensityProperties.Say(
                $"∫ pq / (p + q) is {a:0.000} over the samples and {b:0.000} over the density, ± {together:0.000}"
            );
    }

    private static double[] Proposed(double[][] centres, double[] scale, int count)
    {
        var random = new PhiloxRandom(8, 43);
        var rows = new List<double>();
        for (int i = 0; i < count; i++)
        {
            double[] centre = centres[random.NextInt(centres.Length)];
            double bandwidth = Kernels[random.NextDouble() < Kernels[0].Share ? 0 : 1].Bandwidth;
            rows.AddRange(centre.Select((value, column) => value + (bandwidth * scale[column] * random.NextNormal())));
        }

        return [.. rows];
    }

    private static double LogKernel(double[] row, double[][] centres, double[] scale)
    {
        double sum = 0;
        double volume = scale.Aggregate(1.0, (product, each) => product * each);
        foreach (double[] centre in centres)
        {
            double squared = 0;
            for (int column = 0; column < row.Length; column++)
            {
                double distance = (row[column] - centre[column]) / scale[column];
                squared += distance * distance;
            }

            foreach (var (bandwidth, share) in Kernels)
            {
                double normaliser = Math.Pow(bandwidth * Math.Sqrt(2 * Math.PI), row.Length) * volume;
                sum += share * Math.Exp(-squared / (2 * bandwidth * bandwidth)) / normaliser;
            }
        }

        return Math.Log(sum / centres.Length);
    }

    private static double Deviation(double[] values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
    }
}
