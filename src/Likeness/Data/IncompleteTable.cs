using CsvHelper;
using Likeness.Data.Csv;

namespace Likeness.Data;

/// <summary>Rows with missing values.</summary>
/// <param name="Table">The rows; NaN for missing values.</param>
/// <param name="Texts">The cells as the file writes them, one line per row, so that observed values can be written unchanged; null without text.</param>
public sealed record IncompleteTable(Table Table, IReadOnlyList<string[]>? Texts = null)
{
    /// <summary>Default markers of missing values: an empty cell and the usual words.</summary>
    public static IReadOnlyList<string> DefaultMissing { get; } =
    ["", "NA", "N/A", "n/a", "na", "NaN", "nan", "null", "NULL", "None", "?"];

    /// <summary>The number of missing values.</summary>
    public int MissingValues
    {
        get
        {
            int gaps = 0;
            for (int column = 0; column < Table.Width; column++)
            {
                foreach (double value in Table.Column(column))
                {
                    gaps += double.IsNaN(value) ? 1 : 0;
                }
            }

            return gaps;
        }
    }

    /// <summary>Reads rows with missing values from a CSV file.</summary>
    /// <param name="path">The file, as <see cref="CsvReader.Read(string, IReadOnlyCollection{string}, Action{double})"/> reads it.</param>
    /// <param name="missing">Markers of missing values, in addition to the default ones.</param>
    /// <exception cref="LikenessException">The file cannot be read, or a cell is neither a number nor missing.</exception>
    public static IncompleteTable Read(string path, IReadOnlyCollection<string>? missing = null)
    {
        TableSize.Require(path);
        byte[] data = InputFile.ReadAllBytes(path);
        var cells = new CsvCells(path, [.. DefaultMissing, .. missing ?? []]);
        return NumberLines.ReadLines(data, path, (lines, _) => Read(lines, cells));
    }

    /// <summary>
    /// Writes the imputed rows as CSV, with observed values as the file wrote them. Multiple imputations of each row are
    /// written below each other, after columns <c>row</c> and <c>sample</c>, from 1.
    /// </summary>
    /// <param name="path">The file; an existing file is replaced.</param>
    /// <param name="filled">The imputed rows, all imputations of a row together.</param>
    /// <param name="samples">Imputations per row.</param>
    /// <exception cref="LikenessException">The file cannot be written; nothing is left of it.</exception>
    public void WriteFilled(string path, Table filled, int samples) =>
        AtomicFile.Write(path, stream => WriteFilled(stream, filled, samples));

    /// <inheritdoc cref="WriteFilled(string, Table, int)"/>
    public void WriteFilled(Stream stream, Table filled, int samples)
    {
        var options = new CsvWriterOptions { NewLine = "\n" };
        using var csv = CsvHelper.CsvWriter.Create(stream, options, leaveOpen: true);
        foreach (
            string name in (samples > 1 ? ["row", "sample"] : Array.Empty<string>()).Concat(
                Table.Columns.Select(c => c.Name)
            )
        )
        {
            csv.WriteField(name);
        }

        csv.EndRecord();
        for (int i = 0; i < filled.RowCount; i++)
        {
            if (samples > 1)
            {
                csv.WriteField((i / samples) + 1);
                csv.WriteField((i % samples) + 1);
            }

            for (int column = 0; column < filled.Width; column++)
            {
                if (Texts is not null && !double.IsNaN(Table[i / samples, column]))
                {
                    csv.WriteField(Texts[i / samples][column]);
                }
                else
                {
                    csv.WriteField(filled.Columns[column].Write(filled[i, column]));
                }
            }

            csv.EndRecord();
        }
    }

    private static IncompleteTable Read(CsvHelper.CsvReader lines, CsvCells cells)
    {
        var columns = NumberLines.Header(lines, cells);
        var values = new List<double>();
        var texts = new List<string[]>();
        var row = new double[columns.Length];
        do
        {
            string[] line = NumberLines.Cells(lines);
            cells.Row(line, lines.LineNumber, columns, row);
            values.AddRange(row);
            texts.Add(line);
        } while (lines.Read());

        return new IncompleteTable(new Table(columns, [.. values]), texts);
    }
}
