namespace Likeness.Models;

/// <summary>
/// A model whose imputations take from known values as much as validation rows say that these tell of unknown ones. Conditions take what the model says (<see cref="IRowImputer"/>), as its samples do.
/// </summary>
internal interface ICalibratedImputer
{
    /// <summary>Samples the values that are not known, as <see cref="IRowImputer.ImputeRows"/> does.</summary>
    /// <param name="seed">Another seed gives other values.</param>
    /// <param name="firstRow">The index of the first row.</param>
    /// <param name="rows">[count × Dimensions], row by row.</param>
    /// <param name="known">[count × Dimensions]: 1 where a value is known, else 0.</param>
    /// <param name="imputed">Receives [count × Dimensions]; may be the memory of <paramref name="rows"/>.</param>
    void ImputeCalibrated(
        ulong seed,
        long firstRow,
        ReadOnlySpan<float> rows,
        ReadOnlySpan<float> known,
        Span<float> imputed
    );
}
