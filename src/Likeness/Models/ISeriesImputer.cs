namespace Likeness.Models;

/// <summary>A model that imputes values of rows that follow each other in series.</summary>
internal interface ISeriesImputer
{
    /// <summary>The ranks of training rows along their series; null where rows have none.</summary>
    RankPaths? Paths { get; }

    /// <summary>Samples the values that are not known, as <see cref="IRowImputer.ImputeRows"/> does, at given ranks among those that each row may have.</summary>
    /// <param name="seed">Another seed gives other values.</param>
    /// <param name="firstRow">The index of the first row.</param>
    /// <param name="rows">[count × Dimensions], row by row.</param>
    /// <param name="known">[count × Dimensions]: 1 where a value is known, else 0.</param>
    /// <param name="ranks">[count × Dimensions]: uniform in [0, 1).</param>
    /// <param name="imputed">Receives [count × Dimensions]; may be the memory of <paramref name="rows"/>.</param>
    void ImputeRows(
        ulong seed,
        long firstRow,
        ReadOnlySpan<float> rows,
        ReadOnlySpan<float> known,
        ReadOnlySpan<double> ranks,
        Span<float> imputed
    );
}
