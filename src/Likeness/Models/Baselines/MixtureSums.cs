using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Likeness.Models.Baselines;

/// <summary>
/// The sums of one slice of rows for the next estimate: Σ r, Σ r (x − μ) and Σ r (x − μ)(x − μ)ᵀ under the responsibilities r of each
/// component, with differences from the current means to avoid cancellation, and the log-likelihood.
/// </summary>
internal sealed class MixtureSums(int components, int width)
{
    // So few rows at once that the responsibilities of some hundred components stay in the second cache.
    private const int Block = 128;

    private const int PerColumn = Block / 4;

    // Less of a row changes nothing that a float could hold.
    private const double LeastShare = 1e-10;

    private static readonly double LogLeastShare = Math.Log(LeastShare);

    private readonly double[] fractions = new double[components];
    private readonly double[] firsts = new double[components * width];
    private readonly double[] seconds = new double[components * width * width];

    /// <summary>Σ log p.</summary>
    public double LogLikelihood { get; private set; }

    /// <summary>Adds rows.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="first">The first row.</param>
    /// <param name="count">How many.</param>
    /// <param name="estimate">The mixture so far.</param>
    public void Add(DoubleColumns data, int first, int count, MixtureEstimate estimate)
    {
        var fractions = new double[components * Block];
        var block = new double[width * Block];
        var differences = new double[width * Block];
        for (int start = first; start < first + count; start += Block)
        {
            int size = Math.Min(Block, first + count - start);
            for (int j = 0; j < width; j++)
            {
                data.Column(j, start, size).CopyTo(block.AsSpan(j * Block));
            }

            for (int k = 0; k < components; k++)
            {
                LogJoint(estimate, k, block, fractions.AsSpan(k * Block, size));
            }

            Normalise(fractions, size);
            for (int k = 0; k < components; k++)
            {
                Gather(data, start, estimate, k, fractions.AsSpan(k * Block, size), differences);
            }
        }
    }

    /// <summary>Adds the sums of another slice.</summary>
    public void Add(MixtureSums other)
    {
        LogLikelihood += other.LogLikelihood;
        DoubleColumns.AddScaled(fractions, 1, other.fractions);
        DoubleColumns.AddScaled(firsts, 1, other.firsts);
        DoubleColumns.AddScaled(seconds, 1, other.seconds);
    }

    /// <summary>The M-step: the maximum-likelihood mixture of these sums, with a constant added to each variance.</summary>
    /// <param name="from">The mixture of the responsibilities.</param>
    /// <param name="floors">Added to the diagonals: [width].</param>
    public MixtureEstimate Maximise(MixtureEstimate from, ReadOnlySpan<double> floors)
    {
        var weights = new double[components];
        var means = new double[components * width];
        var covariances = new double[components * width * width];
        double total = fractions.Sum(fraction => fraction + Tiny);
        for (int k = 0; k < components; k++)
        {
            double fraction = fractions[k] + Tiny;
            weights[k] = fraction / total;
            for (int j = 0; j < width; j++)
            {
                double moved = firsts[(k * width) + j] / fraction;
                means[(k * width) + j] = from.Means[(k * width) + j] + moved;
                for (int i = 0; i <= j; i++)
                {
                    double product = seconds[(((k * width) + j) * width) + i] / fraction;
                    double covariance = product - (moved * firsts[(k * width) + i] / fraction);
                    covariance += i == j ? floors[j] : 0;
                    covariances[(((k * width) + j) * width) + i] = covariance;
                    covariances[(((k * width) + i) * width) + j] = covariance;
                }
            }
        }

        return new MixtureEstimate(weights, means, covariances);
    }

    // Avoids a division by 0 for a component without rows.
    private const double Tiny = 2.2e-15;

    /// <summary>log π + log N of each row: the constant less half of |L⁻¹ x − L⁻¹ μ|². Sixteen rows at once, whose sums stay in registers.</summary>
    private void LogJoint(MixtureEstimate estimate, int k, double[] block, Span<double> result)
    {
        var rows = MemoryMarshal.Cast<double, Vector256<double>>(block.AsSpan());
        var whitening = estimate.Whitening.AsSpan(k * width * width, width * width);
        var mean = estimate.WhitenedMeans.AsSpan(k * width, width);
        var constant = Vector256.Create(estimate.LogConstants[k]);
        Span<Vector256<double>> sums = stackalloc Vector256<double>[4];
        for (int at = 0; 4 * at < result.Length; at += sums.Length)
        {
            var (a, b, c, d) = (constant, constant, constant, constant);
            for (int row = 0; row < width; row++)
            {
                var factors = whitening.Slice(row * width, row + 1);
                var offset = Vector256.Create(-mean[row]);
                var (w, x, y, z) = (offset, offset, offset, offset);
                for (int j = 0; j < factors.Length; j++)
                {
                    var column = rows.Slice((j * PerColumn) + at, 4);
                    var factor = Vector256.Create(factors[j]);
                    w = Vector256.MultiplyAddEstimate(column[0], factor, w);
                    x = Vector256.MultiplyAddEstimate(column[1], factor, x);
                    y = Vector256.MultiplyAddEstimate(column[2], factor, y);
                    z = Vector256.MultiplyAddEstimate(column[3], factor, z);
                }

                a -= w * 0.5 * w;
                b -= x * 0.5 * x;
                c -= y * 0.5 * y;
                d -= z * 0.5 * z;
            }

            (sums[0], sums[1], sums[2], sums[3]) = (a, b, c, d);
            var left = result[(4 * at)..];
            var sixteen = MemoryMarshal.Cast<Vector256<double>, double>(sums);
            sixteen[..Math.Min(left.Length, sixteen.Length)].CopyTo(left);
        }
    }

    /// <summary>From log π N to responsibilities, whose normaliser is the likelihood; those too small to count become 0.</summary>
    private void Normalise(double[] logJoint, int size)
    {
        int used = (size + 3) / 4;
        var shares = MemoryMarshal.Cast<double, Vector256<double>>(logJoint.AsSpan());
        var least = Vector256.Create(LogLeastShare);
        Span<Vector256<double>> largest = stackalloc Vector256<double>[PerColumn];
        Span<Vector256<double>> sums = stackalloc Vector256<double>[PerColumn];
        largest.Fill(Vector256.Create(double.NegativeInfinity));
        sums.Clear();
        for (int k = 0; k < components; k++)
        {
            var column = shares.Slice(k * PerColumn, used);
            for (int i = 0; i < column.Length; i++)
            {
                largest[i] = Vector256.Max(largest[i], column[i]);
            }
        }

        for (int k = 0; k < components; k++)
        {
            var column = shares.Slice(k * PerColumn, used);
            for (int i = 0; i < column.Length; i++)
            {
                var logShare = column[i] - largest[i];
                var counts = Vector256.GreaterThan(logShare, least);
                column[i] = counts == default ? default : Vector256.Exp(logShare) & counts;
                sums[i] += column[i];
            }
        }

        for (int k = 0; k < components; k++)
        {
            var column = shares.Slice(k * PerColumn, used);
            for (int i = 0; i < column.Length; i++)
            {
                column[i] = column[i] == default ? default : column[i] / sums[i];
            }
        }

        for (int i = 0; i < size; i++)
        {
            LogLikelihood += largest[i / 4][i % 4] + Math.Log(sums[i / 4][i % 4]);
        }
    }

    // Most rows have few components to which they may belong; the others get nothing of them.
    private void Gather(
        DoubleColumns data,
        int start,
        MixtureEstimate estimate,
        int k,
        ReadOnlySpan<double> responsibilities,
        double[] differences
    )
    {
        Span<double> shares = stackalloc double[Block];
        Span<int> chosen = stackalloc int[Block];
        int count = 0;
        for (int i = 0; i < responsibilities.Length; i++)
        {
            if (responsibilities[i] > 0)
            {
                (shares[count], chosen[count]) = (responsibilities[i], i);
                fractions[k] += responsibilities[i];
                count++;
            }
        }

        shares = shares[..count];
        Span<double> weighted = stackalloc double[count];
        for (int j = 0; j < width; j++)
        {
            double mean = estimate.Means[(k * width) + j];
            var values = data.Column(j, start, responsibilities.Length);
            var column = differences.AsSpan(j * Block, count);
            for (int i = 0; i < count; i++)
            {
                column[i] = values[chosen[i]] - mean;
                weighted[i] = shares[i] * column[i];
                firsts[(k * width) + j] += weighted[i];
            }

            for (int i = 0; i <= j; i++)
            {
                seconds[(((k * width) + j) * width) + i] += DoubleColumns.Dot(
                    weighted,
                    differences.AsSpan(i * Block, count)
                );
            }
        }
    }
}
