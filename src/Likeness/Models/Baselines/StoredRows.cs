using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models.Baselines;

/// <summary>The training rows in a buffer.</summary>
internal sealed class StoredRows
{
    // Row numbers are single-precision floats, and one buffer must be addressable.
    private const long MaxNumbers = 1 << 28;

    private readonly Parameter rows;

    /// <summary>Makes room.</summary>
    /// <param name="scope">Where the buffer goes.</param>
    /// <param name="space">How many rows there will be, and their width.</param>
    /// <exception cref="LikenessException">The rows are too many to be kept.</exception>
    public StoredRows(ParameterScope scope, ModelSpace space)
    {
        Count = Math.Max(1, space.TrainRows);
        if (Count >= 1 << 24 || (long)Count * space.Width > MaxNumbers)
        {
            throw new LikenessException(
                $"{Count} rows of {space.Width} numbers are too many to store (take fewer rows, or another model, such as gmm)"
            );
        }

        rows = scope.Buffer("rows", [Count, space.Width], 0);
    }

    /// <summary>How many rows.</summary>
    public int Count { get; }

    /// <summary>[Count, width].</summary>
    public Tensor Rows => rows;

    /// <summary>Keeps the training rows.</summary>
    public void Store(FitRows fit)
    {
        // A buffer with more room than rows holds them repeatedly.
        var train = fit.Train.Span;
        for (int position = 0; position < rows.Values.Length; position += train.Length)
        {
            train[..Math.Min(train.Length, rows.Values.Length - position)].CopyTo(rows.Values[position..]);
        }
    }

    /// <summary>Rows sampled uniformly.</summary>
    /// <param name="count">How many.</param>
    /// <param name="stream">The stream of random numbers.</param>
    /// <returns>[count, width].</returns>
    public Tensor Sample(int count, ulong stream) =>
        Rows.Gather((Tensor.RandomUniform([count], stream) * Count).Floor().Minimum(Count - 1));
}
