using Likeness.Compute.Compilation;
using Likeness.Compute.Graph;

namespace Likeness.Models.Baselines;

/// <summary>
/// The bandwidths under which the validation rows are likeliest given the training rows; without validation rows, each training row given the others
/// (Duin 1976). Found by iterations that never lower that likelihood: with the kernels' responsibilities r for a row, h² becomes the mean of
/// Σ r (x − c)², as a variance does in expectation maximisation. Where rows are many, some of them are scored; all training rows give their kernels.
/// </summary>
internal sealed class KdeBandwidth(Kde model, FitRows fit)
{
    private const int Iterations = 60;
    private const double Tolerance = 2e-3;
    private const long Pairs = 1 << 24;
    private const int Chunk = 512;

    // The least bandwidth, as a fraction of the column's standard deviation: repeated rows would give 0.
    private const double Min = 1e-4;

    private readonly int width = model.Dimensions;

    /// <summary>Chooses.</summary>
    /// <param name="factor">The factor on Silverman's bandwidth; 0 for the leave-one-out likelihood.</param>
    /// <param name="bandwidth">h, which the model's graphs read: [d].</param>
    public void Choose(double factor, Span<float> bandwidth)
    {
        var data = new DoubleColumns(fit.Train.Span, width);
        for (int j = 0; j < width; j++)
        {
            bandwidth[j] = (float)((factor > 0 ? factor : 1) * Silverman(data, j));
        }

        if (factor > 0 || (data.Rows == 1 && fit.Validation.IsEmpty))
        {
            return;
        }

        float[] scored = Scored(data.Rows);
        using var function = new BatchFunction("rows", width + 1, Spread, new CompiledGraphOptions(fit.Workers));
        for (int i = 0; i < Iterations; i++)
        {
            double change = Improve(function, scored, data, bandwidth);
            fit.Progress((i + 1) / (double)Iterations);
            if (change < Tolerance)
            {
                return;
            }
        }
    }

    // Optimal for a Gaussian: Silverman 1986, eq. 4.14.
    private double Silverman(DoubleColumns data, int column) =>
        Math.Sqrt(data.Variance[column]) * Math.Pow(4 / ((width + 2.0) * data.Rows), 1 / (width + 4.0));

    // The rows that are scored, evenly chosen, each followed by the number of the training row that it is; −1 for none.
    private float[] Scored(int training)
    {
        bool unseen = !fit.Validation.IsEmpty;
        var from = unseen ? fit.Validation.Span : fit.Train.Span;
        int rows = from.Length / width;
        int count = (int)Math.Clamp(Pairs / training, Math.Min(rows, 256), rows);
        var scored = new float[count * (width + 1)];
        for (int i = 0; i < count; i++)
        {
            int row = (int)((long)i * rows / count);
            from.Slice(row * width, width).CopyTo(scored.AsSpan(i * (width + 1)));
            scored[(i * (width + 1)) + width] = unseen ? -1 : row;
        }

        return scored;
    }

    /// <summary>Σ r (x − c)² of each row and dimension, without the row itself: [batch, d].</summary>
    private Tensor Spread(Tensor scored)
    {
        int batch = scored.Shape[0];
        var rows = scored.Slice(1, 0, width);
        var own = scored.Slice(1, width, 1); // [batch, 1]
        var (_, sums) = model.Sums(
            rows,
            (logKernel, positions) => positions.EqualTo(own).Where(-1e30f, logKernel),
            [squares => squares]
        );
        return sums[1] / sums[0];
    }

    private double Improve(BatchFunction function, float[] scored, DoubleColumns data, Span<float> bandwidth)
    {
        var totals = new double[width];
        int count = scored.Length / (width + 1);
        for (int first = 0; first < count; first += Chunk)
        {
            fit.CancellationToken.ThrowIfCancellationRequested();
            int size = Math.Min(Chunk, count - first);
            var found = new float[size * width];
            function.EvaluateEach(scored.AsSpan(first * (width + 1), size * (width + 1)), found);
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
