using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Transforms;
using Likeness.Models;

namespace Likeness.Sampling;

/// <summary>Computes a model's log-density of rows in chunks. Thread-safe: chunks of concurrent calls are scored one after another.</summary>
internal sealed class Scorer : IDisposable
{
    private readonly IDensityModel density;
    private readonly DataTransform transform;
    private readonly BatchFunction? logDensity;
    private readonly RowPieces pieces;

    /// <summary>Prepares the scoring.</summary>
    /// <param name="model">A model that is an <see cref="IDensityModel"/>.</param>
    /// <param name="transform">The transform to model space.</param>
    /// <param name="seed">The seed of the noise in a bound; an exact density has no noise.</param>
    /// <param name="workers">The worker pool; null for the calling thread.</param>
    /// <exception cref="LikenessException">The model has no density.</exception>
    public Scorer(GenerativeModel model, DataTransform transform, ulong seed, WorkerPool? workers = null)
    {
        density =
            model as IDensityModel
            ?? throw new LikenessException(
                "this model has no density, so it cannot score rows (choose another, such as realnvp)"
            );
        this.transform = transform;
        pieces = new RowPieces(transform.ModelDimensions, workers);
        if (density is IRowDensity)
        {
            return;
        }

        var options = new CompiledGraphOptions(workers, RandomUse.Scores.Seed(seed));
        logDensity = new BatchFunction("rows", transform.ModelDimensions, density.LogDensity, options);
    }

    /// <summary>Scores rows.</summary>
    /// <param name="rows">Rows with the transform's columns.</param>
    /// <param name="noise">The dequantisation noise of grid values; null for the centre of each bin.</param>
    /// <param name="progress">Receives the number of rows scored so far.</param>
    /// <param name="cancellationToken">Stops between chunks.</param>
    /// <exception cref="LikenessException">The density is NaN for a row within the learned range.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public RowScores Score(
        Table rows,
        DequantisationNoise? noise = null,
        Action<int>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        double[] inData = new double[rows.RowCount];
        double[] inModel = new double[rows.RowCount];
        for (int first = 0; first < rows.RowCount; first += Sampler.Chunk)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int count = Math.Min(Sampler.Chunk, rows.RowCount - first);
            float[] z = new float[count * transform.ModelDimensions];
            double[] found = new double[count];
            double[] jacobian = new double[count];
            transform.Forward(rows, [.. Enumerable.Range(first, count)], z, noise, jacobian);
            Evaluate(z, found, (ulong)(first / Sampler.Chunk));
            for (int i = 0; i < count; i++)
            {
                inModel[first + i] = found[i];
                inData[first + i] = transform.LogDensity(found[i] + jacobian[i], rows.Row(first + i));
            }

            progress?.Invoke(first + count);
        }

        var range = transform.CheckRange(rows);
        var inside = Enumerable.Range(0, rows.RowCount).Where(row => !range.Outside[row]).Select(row => inModel[row]);
        return inside.DefaultIfEmpty(0).All(double.IsNaN)
            ? throw new LikenessException(
                "the model's density is NaN within the learned range: its weights are damaged (train again, or go back to the best checkpoint)"
            )
            : new RowScores(inData, inModel, density.DensityKind) { Range = range };
    }

    public void Dispose() => logDensity?.Dispose();

    private void Evaluate(float[] z, double[] found, ulong step)
    {
        if (density is IRowDensity rows)
        {
            int width = pieces.Width;
            pieces.Run(
                found.Length,
                (from, count) => rows.LogDensities(z.AsSpan(from * width, count * width), found.AsSpan(from, count))
            );
            return;
        }

        float[] singles = new float[found.Length];
        logDensity!.EvaluateEach(z, singles, step);
        for (int i = 0; i < singles.Length; i++)
        {
            found[i] = singles[i];
        }
    }
}
