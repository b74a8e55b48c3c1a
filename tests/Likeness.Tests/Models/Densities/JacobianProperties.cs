using MathNet.Numerics.Distributions;
using MathNet.Numerics.LinearAlgebra;

namespace Likeness.Tests.Models.Densities;

/// <summary>
/// Properties of a density that is that of standard normal latents under a transform: log p(x) = log N(z(x); 0, I) + log |det ∂z/∂x|. Each
/// returns what is wrong, or null.
/// </summary>
internal static class JacobianProperties
{
    // Of central differences of numbers in single precision.
    private const float Step = 4e-3f;

    /// <summary>The log-density, from latents and a Jacobian by central differences.</summary>
    /// <param name="width">Width of a row.</param>
    /// <param name="encode">The latents of rows, row by row.</param>
    /// <param name="logDensity">log p of rows, in the units of <paramref name="encode"/>'s rows.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="tolerance">
    /// Allowed difference in nats at nine rows in ten; near a kink of an activation, differences are no derivatives.
    /// </param>
    public static string? TheDensityIsThatOfTheTransform(
        int width,
        Func<float[], float[]> encode,
        Func<float[], float[]> logDensity,
        float[] rows,
        double tolerance
    )
    {
        var shifted = new List<float>();
        foreach (float[] row in rows.Chunk(width))
        {
            shifted.AddRange(row);
            for (int i = 0; i < width; i++)
            {
                foreach (float step in new[] { Step, -Step })
                {
                    float[] other = [.. row];
                    other[i] += step;
                    shifted.AddRange(other);
                }
            }
        }

        float[] latents = encode([.. shifted]);
        double[] errors =
        [
            .. logDensity(rows)
                .Select(
                    (found, row) =>
                    {
                        var z = latents.AsSpan(row * ((2 * width) + 1) * width, ((2 * width) + 1) * width).ToArray();
                        double expected = z[..width].Sum(value => Normal.PDFLn(0, 1, value)) + LogDeterminant(z, width);
                        return Math.Abs(found - expected);
                    }
                )
                .Order(),
        ];
        double error = errors[Math.Min((int)(0.9 * errors.Length), errors.Length - 1)];
        return error <= tolerance
            ? null
            : DensityProperties.Say(
                $"the density differs from that of the transform's Jacobian by {error:0.0000} nats at one row in ten"
            );
    }

    /// <summary>The latents of samples are standard normal: Kolmogorov–Smirnov of all, and the mean of their squared lengths.</summary>
    public static string? LatentsOfSamplesAreStandardNormal(int width, float[] latents)
    {
        double[] sorted = [.. latents.Select(value => Normal.CDF(0, 1, value)).Order()];
        double difference = sorted
            .Select((u, i) => Math.Max(((i + 1.0) / sorted.Length) - u, u - ((double)i / sorted.Length)))
            .Max();
        double[] lengths = [.. latents.Chunk(width).Select(row => row.Sum(value => (double)value * value))];
        double error = 4 * Math.Sqrt(2.0 * width / lengths.Length);
        return
            difference <= 1.95 / Math.Sqrt(sorted.Length) + 0.005
            && Math.Abs(lengths.Average() - width) <= error + (0.01 * width)
            ? null
            : DensityProperties.Say(
                $"latents of samples differ from normal ones by {difference:0.000}; their squared length is {lengths.Average():0.0}, not {width}"
            );
    }

    // The first row is followed by those with each coordinate raised and lowered.
    private static double LogDeterminant(float[] z, int width)
    {
        var jacobian = Matrix<double>.Build.Dense(
            width,
            width,
            (i, j) => (z[(((2 * j) + 1) * width) + i] - z[(((2 * j) + 2) * width) + i]) / (2 * (double)Step)
        );
        return jacobian.LU().U.Diagonal().Sum(value => Math.Log(Math.Abs(value)));
    }
}
