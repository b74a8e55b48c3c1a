namespace Likeness.Data.Parquet;

/// <summary>The rows of a Parquet file, or a part of them, column by column. Not to be changed.</summary>
internal sealed class ParquetTable
{
    /// <summary>Joins columns.</summary>
    /// <param name="columns">Columns of equal length, at least one.</param>
    /// <exception cref="ArgumentException">There is no column, or the lengths differ.</exception>
    public ParquetTable(IReadOnlyList<ParquetColumn> columns)
    {
        if (columns.Count == 0 || columns.Any(column => column.RowCount != columns[0].RowCount))
        {
            throw new ArgumentException("A table has at least one column, and all have the same number of rows.");
        }

        Columns = columns;
    }

    /// <summary>The columns, in the file's order.</summary>
    public IReadOnlyList<ParquetColumn> Columns { get; }

    /// <summary>The number of rows.</summary>
    public int RowCount => Columns[0].RowCount;
}
