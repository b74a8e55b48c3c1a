using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;
using Likeness.Data;
using Likeness.Data.Transforms;
using Likeness.Evaluation;
using Likeness.Models;

namespace Likeness.Sampling;

/// <summary>
/// How usual a row is where a model gives no density: what the model itself says (<see cref="IScorer"/>), else how well it comes back through the
/// model's bottleneck (<see cref="IReconstructor"/>), else how near a training row is, of which the model knows nothing. The model is shown the
/// nearest row of its support; a row outside loses its squared distance from that, in units of the columns' own scales.
/// </summary>
internal static class TypicalityScorer
{
    /// <summary>Scores rows, larger where they are more usual.</summary>
    /// <param name="model">The model.</param>
    /// <param name="transform">Into model space.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="train">Gives the training rows, where they are needed.</param>
    /// <param name="seed">The seed of noise in a score.</param>
    /// <param name="workers">Who does the work; null for the calling thread.</param>
    /// <param name="progress">Told the number of rows that are scored.</param>
    /// <param name="cancellationToken">Stops between chunks.</param>
    /// <returns>A score for each row, and what it is.</returns>
    public static (double[] Scores, string Kind) Score(
        GenerativeModel model,
        DataTransform transform,
        Table rows,
        Func<Table> train,
        ulong seed,
        WorkerPool? workers,
        Action<int> progress,
        CancellationToken cancellationToken
    )
    {
        (Func<Tensor, Tensor>? function, string kind) = model switch
        {
            IScorer score => (score.Score, score.ScoreKind),
            IReconstructor reconstruct => (
                x => -(x - reconstruct.Reconstruct(x)).Square().Sum([1]),
                "minus the squared error of the reconstruction, in the model's space"
            ),
            _ => ((Func<Tensor, Tensor>?)null, "minus the distance to the nearest training row, columns standardised"),
        };
        return function is null
            ? (Nearness(rows, train(), workers, progress, cancellationToken), kind)
            : (
                Run(
                    function,
                    transform,
                    rows,
                    new CompiledGraphOptions(workers, RandomUse.Scores.Seed(seed)),
                    progress,
                    cancellationToken
                ),
                kind
            );
    }

    private static double[] Run(
        Func<Tensor, Tensor> function,
        DataTransform transform,
        Table rows,
        CompiledGraphOptions options,
        Action<int> progress,
        CancellationToken cancellationToken
    )
    {
        using var batches = new BatchFunction("rows", transform.ModelDimensions, function, options);
        double[] scores = new double[rows.RowCount];
        for (int first = 0; first < rows.RowCount; first += Sampler.Chunk)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int count = Math.Min(Sampler.Chunk, rows.RowCount - first);
            float[] z = new float[count * transform.ModelDimensions];
            float[] found = new float[count];
            transform.Forward(rows, [.. Enumerable.Range(first, count)], z);
            batches.EvaluateEach(z, found, (ulong)(first / Sampler.Chunk));
            for (int i = 0; i < count; i++)
            {
                scores[first + i] = found[i] - transform.SquaredDistance(rows.Row(first + i));
            }

            progress(first + count);
        }

        return scores;
    }

    private static double[] Nearness(
        Table rows,
        Table train,
        WorkerPool? workers,
        Action<int> progress,
        CancellationToken cancellationToken
    )
    {
        var settings = new EvaluationSettings { Threads = workers?.Workers ?? 1 };
        var data = new EvaluationData(train, null, rows, settings, cancellationToken);
        var nearest = NearestNeighbours.Find(data.GeneratedRows, data.ReferenceRows, 1, excludeSelf: false, data);
        progress(rows.RowCount);
        return [.. Enumerable.Range(0, rows.RowCount).Select(row => -Math.Sqrt(nearest.Squared(row, 0)))];
    }
}
