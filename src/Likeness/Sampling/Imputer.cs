using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;
using Likeness.Models;

namespace Likeness.Sampling;

/// <summary>Imputes missing values of rows in model space, in chunks of fixed size. Not thread-safe.</summary>
internal sealed class Imputer : IDisposable
{
    private readonly IRowImputer? own;
    private readonly ICalibratedImputer? calibrated;
    private readonly RowPieces? pieces;
    private readonly Tensor? rows;
    private readonly Tensor? known;
    private readonly Tensor? imputed;
    private readonly CompiledGraph? graph;

    /// <summary>Compiles the model.</summary>
    /// <param name="model">A model that is an <see cref="IImputer"/>.</param>
    /// <param name="workers">The worker pool; null for the calling thread.</param>
    /// <param name="chunk">The number of rows in a chunk.</param>
    /// <param name="isCalibrated">Whether known values count as validation rows say (<see cref="ICalibratedImputer"/>), not as the model does.</param>
    public Imputer(GenerativeModel model, WorkerPool? workers, int chunk = Sampler.Chunk, bool isCalibrated = false)
    {
        calibrated = isCalibrated ? model as ICalibratedImputer : null;
        if (model is IRowImputer rowImputer)
        {
            (own, pieces) = (rowImputer, new RowPieces(model.Dimensions, workers));
            return;
        }

        rows = Tensor.Input("rows", [chunk, model.Dimensions]);
        known = Tensor.Input("known", [chunk, model.Dimensions]);
        imputed = ((IImputer)model).Impute(rows, known);
        graph = CompiledGraph.Compile([imputed], options: new CompiledGraphOptions(workers));
    }

    /// <summary>Imputes one chunk.</summary>
    /// <param name="values">[chunk × Dimensions], row by row; finite everywhere.</param>
    /// <param name="isKnown">[chunk × Dimensions]: 1 where a value is known, else 0.</param>
    /// <param name="result">Receives [chunk × Dimensions].</param>
    /// <param name="chunk">The index of the chunk; chunks with different indices use different random numbers.</param>
    /// <param name="seed">The seed; different seeds give different values.</param>
    public void Impute(
        ReadOnlySpan<float> values,
        ReadOnlySpan<float> isKnown,
        Span<float> result,
        int chunk,
        ulong seed
    )
    {
        if (own is not null)
        {
            ImputeRows(values, isKnown, result, chunk, seed);
            return;
        }

        graph!.Write(rows!, values);
        graph.Write(known!, isKnown);
        graph.Seed = RandomUse.Imputation.Seed(seed);
        graph.Step = (ulong)chunk;
        graph.Run();
        graph.Read(imputed!, result);
    }

    public void Dispose() => graph?.Dispose();

    private void ImputeRows(
        ReadOnlySpan<float> values,
        ReadOnlySpan<float> isKnown,
        Span<float> result,
        int chunk,
        ulong seed
    )
    {
        int width = pieces!.Width;
        float[] given = values.ToArray();
        float[] mask = isKnown.ToArray();
        long first = (long)chunk * (given.Length / width);
        ulong use = RandomUse.Imputation.Seed(seed);
        pieces.Run(
            given.Length / width,
            (from, count) =>
            {
                var part = given.AsSpan(from * width, count * width);
                var known = mask.AsSpan(from * width, count * width);
                if (calibrated is null)
                {
                    own!.ImputeRows(use, first + from, part, known, part);
                }
                else
                {
                    calibrated.ImputeCalibrated(use, first + from, part, known, part);
                }
            }
        );
        given.CopyTo(result);
    }
}
