namespace Likeness.Data.Parquet;

/// <summary>A column of values that are not boxed: numbers, or codes of texts.</summary>
internal sealed class ParquetColumn
{
    /// <summary>Wraps the values of any kind but text; NaN is a missing value.</summary>
    /// <param name="field">The name and type.</param>
    /// <param name="values">One number per row, in the units of <see cref="ParquetKind"/>; not changed afterwards.</param>
    /// <exception cref="ArgumentException">The kind is text.</exception>
    public ParquetColumn(ParquetField field, double[] values)
    {
        Field = field;
        Values = values;
        RowCount = values.Length;
        RequireText(false);
    }

    /// <summary>Wraps texts.</summary>
    /// <param name="field">The name and type.</param>
    /// <param name="codes">One index into the dictionary per row; −1 is a missing value.</param>
    /// <param name="dictionary">The distinct texts; some may occur in no row.</param>
    /// <exception cref="ArgumentException">The kind is not text.</exception>
    public ParquetColumn(ParquetField field, int[] codes, string[] dictionary)
    {
        Field = field;
        Codes = codes;
        Dictionary = dictionary;
        RowCount = codes.Length;
        RequireText(true);
    }

    /// <summary>The name and type.</summary>
    public ParquetField Field { get; }

    /// <summary>The column's name.</summary>
    public string Name => Field.Name;

    /// <summary>The meaning of the values.</summary>
    public ParquetType Type => Field.Type;

    /// <summary>One number per row, NaN if missing; empty for texts.</summary>
    public double[] Values { get; } = [];

    /// <summary>One index into <see cref="Dictionary"/> per row, −1 if missing; empty for all other kinds.</summary>
    public int[] Codes { get; } = [];

    /// <summary>The texts of the codes; empty for all other kinds.</summary>
    public string[] Dictionary { get; } = [];

    /// <summary>The number of rows.</summary>
    public int RowCount { get; }

    /// <summary>Whether each value in the file can be recovered from its double: false for integers above 2⁵³, for example.</summary>
    public bool IsExact { get; init; } = true;

    private void RequireText(bool expected)
    {
        if (Type.Kind == ParquetKind.Text != expected)
        {
            throw new ArgumentException($"A column of kind {Type.Kind} does not have such values.");
        }
    }
}
