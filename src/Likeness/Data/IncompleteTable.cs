using Likeness.Data.Csv;
using Likeness.Data.Json;
using Likeness.Data.Kinds;

namespace Likeness.Data;

/// <summary>Rows with missing values.</summary>
/// <param name="Table">The rows; NaN for missing values.</param>
/// <param name="Texts">The cells as the file writes them, one line per row, so that observed values can be written unchanged; null without text.</param>
public sealed record IncompleteTable(Table Table, IReadOnlyList<string[]>? Texts = null)
{
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
                    gaps += Table.Columns[column].IsMissing(value) ? 1 : 0;
                }
            }

            return gaps;
        }
    }

    /// <summary>Reads rows with missing values from a CSV file.</summary>
    /// <param name="path">The file, as <see cref="CsvReader.Read(string, IReadOnlyCollection{string}, Action{double})"/> reads it.</param>
    /// <param name="missing">Markers of missing values, in addition to those that the reader knows.</param>
    /// <exception cref="LikenessException">The file cannot be read.</exception>
    public static IncompleteTable Read(string path, IReadOnlyCollection<string>? missing = null)
    {
        var table = CsvReader.Read(path, missing).Table;
        return new IncompleteTable(
            table,
            CsvLines.Read(TextFile.Open(path), table.Dialect!, [.. table.Columns.Select(column => column.Name)])
        );
    }

    /// <summary>The imputed rows with observed values as they were read, also in columns that no model learns.</summary>
    /// <param name="read">The rows as they were read, with their own columns in any order.</param>
    /// <param name="filled">The imputed rows, all imputations of a row together, with the columns of this table.</param>
    /// <param name="samples">Imputations per row; with more than one, columns <c>row</c> and <c>sample</c> come first, from 1.</param>
    internal Table Merge(Table read, Table filled, int samples)
    {
        var (columns, values) = (new List<Column>(), new List<double[]>());
        if (samples > 1)
        {
            var whole = new NumberKind(new NumberFormat(0));
            columns.AddRange([new Column("row") { Kind = whole }, new Column("sample") { Kind = whole }]);
            values.Add(Cells(row => (row / samples) + 1));
            values.Add(Cells(row => (row % samples) + 1));
        }

        AddObserved(read, filled, samples, columns, values);
        return Table.FromColumns(columns, [.. values]).WrittenAs(read.Dialect);

        double[] Cells(Func<int, double> cell) => [.. Enumerable.Range(0, filled.RowCount).Select(cell)];
    }

    /// <summary>The imputed rows with observed values as they were read, also in columns that no model learns, and with levels that no model knows.</summary>
    /// <param name="read">The rows as they were read, with their own columns in any order.</param>
    /// <param name="filled">The imputed rows, all imputations of a row together, with the columns of this table.</param>
    /// <param name="samples">Imputations per row.</param>
    internal Table WithObserved(Table read, Table filled, int samples)
    {
        var (columns, values) = (new List<Column>(), new List<double[]>());
        AddObserved(read, filled, samples, columns, values);
        return Table.FromColumns(columns, [.. values], filled.Picture).WrittenAs(filled.Dialect);
    }

    private void AddObserved(Table read, Table filled, int samples, List<Column> columns, List<double[]> values)
    {
        var names = read.Columns.Select(column => column.Name).ToList();
        for (int i = 0; i < filled.Width; i++)
        {
            int own = names.IndexOf(filled.Columns[i].Name);
            bool isKept = own >= 0 && !Table.Columns[i].Kind.IsLearned;
            var (given, at) = isKept ? (read, own) : (Table, i);
            // A column without any value says nothing of how values are written.
            bool isOpen =
                own < 0 || (read.Columns[own].Kind is EmptyKind && JsonType.IsOpen(read.Columns[own].Storage));
            var written = isOpen ? filled.Columns[i] : read.Columns[own];
            columns.Add(given.Columns[at] with { Storage = written.Storage, Place = written.Place });
            double[] cells = new double[filled.RowCount];
            for (int row = 0; row < cells.Length; row++)
            {
                double cell = given[row / samples, at];
                cells[row] = isKept || !Table.Columns[i].IsMissing(cell) ? cell : filled[row, i];
            }

            values.Add(cells);
        }
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
        var dialect = Table.Dialect ?? CsvDialect.Default;
        using var text = CsvWriter.Open(stream, dialect);
        string[] numbers = samples > 1 ? ["row", "sample"] : [];
        CsvCellWriter[] cells = CsvCellWriter.Create(filled.Columns, dialect, isOnly: numbers.Length == 0);
        CsvWriter.WriteNames(text, [.. numbers, .. cells.Select(one => one.Name)], dialect);
        for (int i = 0; i < filled.RowCount; i++)
        {
            string[] labels = samples > 1 ? [$"{(i / samples) + 1}", $"{(i % samples) + 1}"] : [];
            int row = i / samples;
            CsvWriter.WriteLine(
                text,
                labels.Concat(
                    cells.Select(cell =>
                        Texts is null ? cell.Text(filled, i) : cell.Text(filled, i, Table, row, Texts[row])
                    )
                ),
                dialect
            );
        }
    }
}
