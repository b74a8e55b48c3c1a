using Likeness.Compute.Cpu;
using Likeness.Models;

namespace Likeness.Modalities.Tables;

/// <summary>Samples what is not known of rows, by the roles of dimensions.</summary>
/// <param name="model">The model, an <see cref="IRowImputer"/>.</param>
/// <param name="workers">The worker pool; null for the calling thread.</param>
/// <param name="seed">The seed.</param>
internal sealed class RowCompletion(GenerativeModel model, WorkerPool? workers, ulong seed)
{
    private readonly RowPieces pieces = new(model.Dimensions, workers);
    private readonly ContextRole[] roles = [.. model.Space.Dimensions.Select(dimension => dimension.Role)];
    private long sampled;

    /// <summary>The number of dimensions.</summary>
    public int Width => roles.Length;

    /// <summary>The first dimension of a role; −1 for none.</summary>
    public int IndexOf(ContextRole role) => Array.IndexOf(roles, role);

    /// <summary>Samples the dimensions that are not known.</summary>
    /// <param name="rows">[count × dimensions], row by row, in model space.</param>
    /// <param name="isKnown">Whether dimensions of a role are known in a row.</param>
    /// <param name="ranks">The ranks of the values, see <see cref="ISeriesImputer"/>: [count × dimensions]; null where they are random.</param>
    public void Complete(float[] rows, Func<ContextRole, int, bool> isKnown, double[]? ranks = null)
    {
        int width = Width;
        float[] known =
        [
            .. Enumerable.Range(0, rows.Length).Select(i => isKnown(roles[i % width], i / width) ? 1f : 0),
        ];
        int count = rows.Length / width;
        long start = sampled;
        sampled += count;
        pieces.Run(
            count,
            (from, some) =>
            {
                var part = rows.AsSpan(from * width, some * width);
                var knownPart = known.AsSpan(from * width, some * width);
                if (ranks is null)
                {
                    ((IRowImputer)model).ImputeRows(seed, start + from, part, knownPart, part);
                }
                else
                {
                    ((ISeriesImputer)model).ImputeRows(
                        seed,
                        start + from,
                        part,
                        knownPart,
                        ranks.AsSpan(from * width, some * width),
                        part
                    );
                }
            }
        );
    }
}
