namespace Likeness.Models;

/// <summary>A model that says how unlikely each value of a row is, given all others of the row.</summary>
internal interface IColumnSurprisal
{
    /// <summary>
    /// The surprisal of each value beyond what is expected there, −log p(value | others) − H(· | others) in nats: about 0 for values that the rest of the row leaves open, also where their density is low.
    /// Several threads may call this at a time.
    /// </summary>
    /// <param name="seed">The seed of the values that each is compared with.</param>
    /// <param name="firstRow">The index of the first row.</param>
    /// <param name="rows">[count × Dimensions], row by row; NaN where a value is missing.</param>
    /// <param name="surprisals">Receives [count × Dimensions]; NaN for values that are given, which no other may stand for.</param>
    void ExcessSurprisals(ulong seed, long firstRow, ReadOnlySpan<float> rows, Span<double> surprisals);

    /// <summary>Samples values of one dimension given all others of a row.</summary>
    /// <param name="seed">Another seed gives other values.</param>
    /// <param name="index">The index of the row.</param>
    /// <param name="row">[Dimensions].</param>
    /// <param name="dimension">The dimension.</param>
    /// <param name="values">Receives the values.</param>
    /// <param name="weights">Receives their weights, which sum to 1.</param>
    void Expected(
        ulong seed,
        long index,
        ReadOnlySpan<float> row,
        int dimension,
        Span<float> values,
        Span<double> weights
    );
}
