using Likeness.Data.Csv;
using Likeness.Data.Detection;

namespace Likeness.Data;

/// <summary>
/// Reads tables from text as it occurs (RFC 4180 and beyond): any usual delimiter, with or without column names, in UTF-8, UTF-16 or Latin-1, compressed
/// by gzip or not. The file is read twice: first to find the kind of each column, then to fill it.
/// </summary>
public static class CsvReader
{
    private const int ToldEvery = 4096;
    private const double FirstReading = 0.4;

    // Cells, their copy under the detected grids, and the parts of the split.
    private const double BytesPerCell = 3 * sizeof(double);

    /// <summary>Reads a table. Columns without names are x0, x1, ….</summary>
    /// <param name="path">The file.</param>
    /// <param name="missing">Markers of missing values in all columns, beside those that the reader knows.</param>
    /// <param name="progress">Receives the fraction of the file that has been read.</param>
    /// <returns>All rows, with NaN for missing values; the dialect; and the evidence of each column's kind.</returns>
    /// <exception cref="LikenessException">
    /// The file cannot be read, has no rows, or has a line with too few or too many cells, a number that is not finite, or a
    /// repeated column name; the message names the line (from 1) and the column.
    /// </exception>
    public static LoadedTable Read(
        string path,
        IReadOnlyCollection<string>? missing = null,
        Action<double>? progress = null
    ) => Read(TextFile.Open(path), missing ?? [], progress);

    /// <summary>Reads a table from memory.</summary>
    /// <param name="data">The whole file.</param>
    /// <param name="name">The file's name in error messages.</param>
    /// <param name="missing">Markers of missing values.</param>
    /// <exception cref="LikenessException">As in <see cref="Read(string, IReadOnlyCollection{string}, Action{double})"/>.</exception>
    internal static LoadedTable Read(byte[] data, string name, IReadOnlyCollection<string> missing) =>
        Read(TextFile.FromBytes(data, name), missing, progress: null);

    private static LoadedTable Read(TextFile file, IReadOnlyCollection<string> missing, Action<double>? progress)
    {
        var scan = CsvScan.Read(file, missing, done => progress?.Invoke(FirstReading * done));
        AvailableMemory.Require(
            BytesPerCell * scan.Rows * scan.Names.Count,
            $"{file.Name}: {scan.Rows} rows of {scan.Names.Count} columns",
            "give fewer rows"
        );
        var declared = missing.ToHashSet(StringComparer.Ordinal);
        var columns = new ColumnCells[scan.Names.Count];
        for (int i = 0; i < columns.Length; i++)
        {
            RequireFinite(scan, i, file.Name);
            var plan = ColumnPlan.Decide(scan.Names[i], scan.Profiles[i], scan.Commas);
            columns[i] = new ColumnCells(scan.Names[i], plan, scan.Rows, declared);
        }

        file.Read(
            scan.Dialect.Encoding,
            (reader, done) =>
                Fill(
                    CsvScan.Tokens(reader, scan.Dialect, file.Name),
                    scan,
                    columns,
                    () => progress?.Invoke(FirstReading + ((1 - FirstReading) * done())),
                    file.Name
                )
        );
        return Finish(scan, columns);
    }

    private static bool Fill(CsvTokenizer tokens, CsvScan scan, ColumnCells[] columns, Action told, string file)
    {
        int row = scan.Dialect.HasHeader ? -1 : 0;
        for (; tokens.Read(); row++)
        {
            if (row < 0)
            {
                continue;
            }

            if (tokens.Count != columns.Length || row >= scan.Rows)
            {
                throw Changed(file);
            }

            for (int i = 0; i < columns.Length; i++)
            {
                var cell = tokens.Cell(i);
                if (!columns[i].Set(row, cell))
                {
                    string text = cell.ToString();
                    throw new CsvHeader(file, []).Error(
                        tokens.Line,
                        scan.Names[i],
                        $"'{CsvHeader.Shown(text)}' is not a finite number ({CsvHeader.MissingOption(text)})"
                    );
                }
            }

            if (row % ToldEvery == 0)
            {
                told();
            }
        }

        return row == scan.Rows ? true : throw Changed(file);
    }

    private static LoadedTable Finish(CsvScan scan, ColumnCells[] cells)
    {
        var markers = cells.SelectMany(column => column.Markers).ToHashSet(StringComparer.Ordinal);
        var columns = new Column[cells.Length];
        var values = new double[cells.Length][];
        var findings = new ColumnFinding[cells.Length];
        for (int i = 0; i < cells.Length; i++)
        {
            (columns[i], values[i]) = cells[i].Finish(markers, scan.Profiles[i].Example, out findings[i]);
        }

        return new LoadedTable(Table.FromColumns(columns, values).WrittenAs(scan.Dialect), 0) { Findings = findings };
    }

    // A column of numbers with an infinite one is refused: as a column of texts it would be useless, and no user would know why.
    private static void RequireFinite(CsvScan scan, int column, string file)
    {
        if (scan.Profiles[column] is { IsText: false, Infinite: var (text, line) })
        {
            throw new CsvHeader(file, []).Error(
                line,
                scan.Names[column],
                $"'{text}' is not a finite number ({CsvHeader.MissingOption(text)})"
            );
        }
    }

    private static LikenessException Changed(string file) =>
        new($"{file}: the file changed while it was read (read it again when it is complete)");
}
