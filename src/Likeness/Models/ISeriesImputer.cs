using MathNet.Numerics.Distributions;

namespace Likeness.Models;

/// <summary>A model that imputes values of rows that follow each other in series.</summary>
internal interface ISeriesImputer
{
    // The largest number of double precision below 1.
    private const double MaxRank = 1 - 1e-16;

    /// <summary>The rank of a normal score, in [0, 1).</summary>
    static double RankOf(double score) => Math.Min(MaxRank, Normal.CDF(0, 1, score));

    /// <summary>How far the rank of each dimension's value, among those that its row may have, follows that of the row before of the same series, as a correlation; empty where rows have no series.</summary>
    IReadOnlyList<double> Persistence { get; }

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
