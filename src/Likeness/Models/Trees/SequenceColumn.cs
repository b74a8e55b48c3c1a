namespace Likeness.Models.Trees;

/// <summary>A column of a sequence, whose bins predict those after it.</summary>
/// <param name="Levels">Its values.</param>
internal abstract record SequenceColumn(ColumnLevels Levels);

/// <summary>A column that follows from columns before it.</summary>
/// <param name="Levels">Its values.</param>
/// <param name="Values">Computes it.</param>
internal sealed record DerivedColumn(ColumnLevels Levels, DerivedValues Values) : SequenceColumn(Levels)
{
    /// <summary>The bins of rows.</summary>
    /// <param name="rows">Rows in model space.</param>
    /// <param name="bins">Receives a bin for each row.</param>
    public void Bins(ReadOnlySpan<float> rows, Span<byte> bins)
    {
        Span<float> values = bins.Length == 1 ? stackalloc float[1] : new float[bins.Length];
        Values(rows, values);
        for (int row = 0; row < bins.Length; row++)
        {
            bins[row] = Levels.Bin(Levels.Code(values[row]), values[row]);
        }
    }
}
