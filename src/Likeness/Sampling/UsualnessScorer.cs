using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;
using Likeness.Data;
using Likeness.Data.Transforms;
using Likeness.Models;

namespace Likeness.Sampling;

/// <summary>
/// How usual a row is where a model gives no density: what the model itself says (<see cref="IScore"/>), else how well it comes back through the
/// model's bottleneck (<see cref="IReconstruct"/>), else how near a training row is, of which the model knows nothing.
/// </summary>
internal static class UsualnessScorer
{
    private const int Chunk = 1024;

    /// <summary>Scores rows, larger where they are more usual.</summary>
    /// <param name="model">The model.</param>
    /// <param name="transform">Into model space.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="train">Gives the training rows, where they are needed.</param>
    /// <param name="seed">The seed of noise in a score.</param>
    /// <param name="workers">Who does the work; null for the calling thread.</param>
    /// <param name="progress">Told the number of rows that are scored.</param>
    /// <param name="cancellation">Stops between chunks.</param>
    /// <returns>A score for each row, and what it is.</returns>
    public static (double[] Scores, string Kind) Score(
        GenerativeModel model,
        DataTransform transform,
        Table rows,
        Func<Table> train,
        ulong seed,
        WorkerPool? workers,
        Action<int> progress,
        CancellationToken cancellation
    )
    {
        (Func<Tensor, Tensor>? function, string kind) = model switch
        {
            IScore score => (score.Score, score.ScoreKind),
            IReconstruct reconstruct => (
                x => -(x - reconstruct.Reconstruct(x)).Square().Sum([1]),
                "minus the squared error of the reconstruction, in the model's space"
            ),
            _ => ((Func<Tensor, Tensor>?)null, "minus the distance to the nearest training row, columns standardised"),
        };
        return function is null
            ? (Nearness(rows, train(), progress, cancellation), kind)
            : (
                Run(
                    function,
                    transform,
                    rows,
                    new ProgramOptions(workers, RandomUse.Scores.Seed(seed)),
                    progress,
                    cancellation
                ),
                kind
            );
    }

    private static double[] Run(
        Func<Tensor, Tensor> function,
        DataTransform transform,
        Table rows,
        ProgramOptions options,
        Action<int> progress,
        CancellationToken cancellation
    )
    {
        using var batches = new BatchFunction("rows", transform.ModelDimensions, function, options);
        double[] scores = new double[rows.Rows];
        for (int first = 0; first < rows.Rows; first += Chunk)
        {
            cancellation.ThrowIfCancellationRequested();
            int count = Math.Min(Chunk, rows.Rows - first);
            float[] z = new float[count * transform.ModelDimensions];
            float[] found = new float[count];
            transform.Forward(rows, [.. Enumerable.Range(first, count)], z);
            batches.OfEach(z, found, (ulong)(first / Chunk));
            found.AsSpan().CopyTo(scores, first);
            progress(first + count);
        }

        return scores;
    }

    private static double[] Nearness(Table rows, Table train, Action<int> progress, CancellationToken cancellation)
    {
        double[] perSd = [.. Enumerable.Range(0, train.Width).Select(column => 1 / Sd(train.ColumnValues(column)))];
        double[] scores = new double[rows.Rows];
        for (int i = 0; i < scores.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var row = rows.Row(i);
            double nearest = double.PositiveInfinity;
            for (int k = 0; k < train.Rows; k++)
            {
                var other = train.Row(k);
                double distance = 0;
                for (int j = 0; j < row.Length; j++)
                {
                    double miss = (row[j] - other[j]) * perSd[j];
                    distance += miss * miss;
                }

                nearest = Math.Min(nearest, distance);
            }

            scores[i] = -Math.Sqrt(nearest);
            if ((i + 1) % Chunk == 0)
            {
                progress(i + 1);
            }
        }

        return scores;
    }

    private static double Sd(double[] values)
    {
        double mean = values.Average();
        double sd = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
        return sd > 0 ? sd : 1;
    }

    private static void CopyTo(this Span<float> from, double[] to, int first)
    {
        for (int i = 0; i < from.Length; i++)
        {
            to[first + i] = from[i];
        }
    }
}
