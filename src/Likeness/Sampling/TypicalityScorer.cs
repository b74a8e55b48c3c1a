using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;
using Likeness.Data;
using Likeness.Data.Transforms;
using Likeness.Evaluation;
using Likeness.Models;

namespace Likeness.Sampling;

/// <summary>
/// How typical a row is under a model without a density: the model's own score (<see cref="IScorer"/>), else the reconstruction
/// error of its bottleneck (<see cref="IReconstructor"/>), else the distance to the nearest training row, which does not depend on
/// the model. The model scores the nearest row of its support; the score of a row outside is reduced by its squared distance from
/// it, in units of the columns' scales.
/// </summary>
internal static class TypicalityScorer
{
    /// <summary>Scores rows, higher for more typical ones.</summary>
    /// <param name="model">The model.</param>
    /// <param name="transform">The transform to model space.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="train">Loads the training rows if they are needed.</param>
    /// <param name="seed">The seed of the noise in a score.</param>
    /// <param name="workers">The worker pool; null for the calling thread.</param>
    /// <param name="progress">Receives the number of rows scored so far.</param>
    /// <param name="cancellationToken">Stops between chunks.</param>
    /// <returns>A score for each row, and its description.</returns>
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
