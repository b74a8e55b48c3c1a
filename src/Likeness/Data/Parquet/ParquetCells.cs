using Likeness.Data.Kinds;

namespace Likeness.Data.Parquet;

/// <summary>Converts the cells of a table's column to those of a column of a file.</summary>
internal sealed class ParquetCells
{
    private readonly ParquetField field;
    private readonly Column column;
    private readonly ColumnKind? stored;
    private readonly bool areSame;
    private readonly string[] levels;
    private readonly double[] numbers;

    /// <summary>Prepares a column.</summary>
    /// <param name="field">The column of the file.</param>
    /// <param name="column">The column of the table.</param>
    public ParquetCells(ParquetField field, Column column)
    {
        (this.field, this.column) = (field, column);
        stored = ParquetInput.KindOf(field.Type);
        areSame = stored is not null && stored.GetType() == column.Kind.GetType();
        levels = [.. Enumerable.Range(0, column.Kind.LevelCount).Select(level => column.Kind.Write(level))];
        numbers = stored is null ? [] : Array.ConvertAll(levels, Parse);
    }

    /// <summary>The cells of a part of the rows.</summary>
    public ParquetColumn Convert(ReadOnlySpan<double> cells)
    {
        if (stored is null)
        {
            return ToTexts(cells);
        }

        double[] values = cells.ToArray();
        foreach (ref double value in values.AsSpan())
        {
            if (!double.IsNaN(value) && !areSame)
            {
                value = levels.Length > 0 ? numbers[(int)value] : Parse(column.Kind.Write(value));
            }

            value = field.Type.Kind == ParquetKind.Date ? Math.Floor(value / ParquetOutput.SecondsPerDay) : value;
        }

        return new ParquetColumn(field, values);
    }

    private ParquetColumn ToTexts(ReadOnlySpan<double> cells)
    {
        var codes = new int[cells.Length];
        var texts = new List<string>();
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int row = 0; row < codes.Length; row++)
        {
            codes[row] =
                column.Codes?.ValueOf(cells[row]) is { } text ? Code(text)
                : double.IsNaN(cells[row]) ? -1
                : levels.Length > 0 ? (int)cells[row]
                : Code(column.Kind.Write(cells[row]));
        }

        return new ParquetColumn(field, codes, levels.Length > 0 ? levels : [.. texts]);

        int Code(string text)
        {
            if (!known.TryGetValue(text, out int code))
            {
                known.Add(text, code = texts.Count);
                texts.Add(text);
            }

            return code;
        }
    }

    // A text that is no value of the type, such as the placeholder of free text, becomes a missing value.
    private double Parse(string text) => stored!.TryRead(text, out double value) ? value : double.NaN;
}
