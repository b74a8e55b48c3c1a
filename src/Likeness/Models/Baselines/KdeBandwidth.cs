using Likeness.Compute.Compilation;
using Likeness.Compute.Graph;

namespace Likeness.Models.Baselines;

/// <summary>
/// The bandwidths under which each training row is likeliest given the others (Duin 1976), by iterations that never lower that likelihood: with the
/// others' responsibilities r for a row, h² becomes the mean of Σ r (x − c)², as a variance does in expectation maximisation. Where rows are many,
/// some of them are asked, all give their kernels.
/// </summary>
internal sealed class KdeBandwidth(Kde model, FitRows fit)
{
    private const int Iterations = 60;
    private const double Tolerance = 2e-3;
    private const long Pairs = 1 << 24;
    private const int Chunk = 512;

    // The least bandwidth, as a share of the column's deviation: rows that repeat would have none.
    private const double Min = 1e-4;

    private readonly int width = model.Dimensions;

    /// <summary>Chooses.</summary>
    /// <param name="factor">What Silverman's bandwidth is multiplied with; 0 to look for the likeliest.</param>
    /// <param name="bandwidth">h, which the model's graphs read: [d].</param>
    public void Choose(double factor, Span<float> bandwidth)
    {
        var data = new DoubleColumns(fit.Train.Span, width);
        for (int j = 0; j < width; j++)
        {
            bandwidth[j] = (float)((factor > 0 ? factor : 1) * Silverman(data, j));
        }

        if (factor > 0 || data.Rows == 1)
        {
            return;
        }

        float[] asked = Asked(data.Rows);
        using var function = new BatchFunction("rows", width + 1, Spread, new CompiledGraphOptions(fit.Workers));
        for (int i = 0; i < Iterations; i++)
        {
            double change = Improve(function, asked, data, bandwidth);
            fit.Progress((i + 1) / (double)Iterations);
            if (change < Tolerance)
            {
                return;
            }
        }
    }

    // The best for one Gaussian: Silverman 1986, eq. 4.14.
    private double Silverman(DoubleColumns data, int column) =>
        Math.Sqrt(data.Variance[column]) * Math.Pow(4 / ((width + 2.0) * data.Rows), 1 / (width + 4.0));

    // The rows that are asked, evenly chosen, each with its own number behind it.
    private float[] Asked(int rows)
    {
        int count = (int)Math.Clamp(Pairs / rows, Math.Min(rows, 256), rows);
        var asked = new float[count * (width + 1)];
        for (int i = 0; i < count; i++)
        {
            int row = (int)((long)i * rows / count);
            fit.Train.Span.Slice(row * width, width).CopyTo(asked.AsSpan(i * (width + 1)));
            asked[(i * (width + 1)) + width] = row;
        }

        return asked;
    }

    /// <summary>Σ r (x − c)² of each row and dimension, without the row itself: [batch, d].</summary>
    private Tensor Spread(Tensor asked)
    {
        int batch = asked.Shape[0];
        var rows = asked.Slice(1, 0, width);
        var own = asked.Slice(1, width, 1); // [batch, 1]
        var (_, sums) = model.Sums(
            rows,
            (logKernel, positions) => positions.EqualTo(own).Where(-1e30f, logKernel),
            [squares => squares]
        );
        return sums[1] / sums[0];
    }

    private double Improve(BatchFunction function, float[] asked, DoubleColumns data, Span<float> bandwidth)
    {
        var totals = new double[width];
        int count = asked.Length / (width + 1);
        for (int first = 0; first < count; first += Chunk)
        {
            fit.CancellationToken.ThrowIfCancellationRequested();
            int size = Math.Min(Chunk, count - first);
            var found = new float[size * width];
            function.EvaluateEach(asked.AsSpan(first * (width + 1), size * (width + 1)), found);
            for (int i = 0; i < found.Length; i++)
            {
                totals[i % width] += found[i];
            }
        }

        double change = 0;
        for (int j = 0; j < width; j++)
        {
            double min = Min * Math.Sqrt(data.Variance[j]);
            double next = Math.Max(min, Math.Sqrt(totals[j] / count));
            change = Math.Max(change, Math.Abs(Math.Log(next / bandwidth[j])));
            bandwidth[j] = (float)next;
        }

        return change;
    }
}
