namespace Likeness.Models;

/// <summary>A model that samples rows by itself, not through a graph of tensors: <see cref="GenerativeModel.Sample"/> does not apply to it.</summary>
public interface IRowSampler
{
    /// <summary>Samples rows. Each is a function of the weights, the seed and its index alone. Several threads may call this at a time.</summary>
    /// <param name="seed">Another seed gives other rows.</param>
    /// <param name="firstRow">The index of the first row.</param>
    /// <param name="rows">Receives [count × Dimensions], row by row; NaN where a value is missing.</param>
    void SampleRows(ulong seed, long firstRow, Span<float> rows);
}
