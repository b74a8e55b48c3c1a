using Likeness.Compute.Graph;

namespace Likeness.Models;

/// <summary>A model that imputes values of rows by itself, not through a graph of tensors.</summary>
public interface IRowImputer : IImputer
{
    /// <summary>Samples the values that are not known. Several threads may call this at a time.</summary>
    /// <param name="seed">Another seed gives other values.</param>
    /// <param name="firstRow">The index of the first row; rows with different indices use different random numbers.</param>
    /// <param name="rows">[count × Dimensions], row by row; only read where known, NaN where a value is known to be missing.</param>
    /// <param name="known">[count × Dimensions]: 1 where a value is known, else 0.</param>
    /// <param name="imputed">Receives [count × Dimensions]; may be the memory of <paramref name="rows"/>.</param>
    void ImputeRows(
        ulong seed,
        long firstRow,
        ReadOnlySpan<float> rows,
        ReadOnlySpan<float> known,
        Span<float> imputed
    );

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always.</exception>
    Tensor IImputer.Impute(Tensor rows, Tensor known) =>
        throw new NotSupportedException("This model has no graph of tensors.");
}
