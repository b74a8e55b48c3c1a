using Likeness.Data.Csv;
using Likeness.Data.Detection;
using Likeness.Data.Schemas;

namespace Likeness.Data;

/// <summary>
/// Reads tables from text as it occurs (RFC 4180 and beyond): any usual delimiter, with or without column names, in UTF-8, UTF-16 or Latin-1, compressed
/// by gzip or not. The file is read twice: first to find the kind of each column, then to fill it.
/// </summary>
public static class CsvReader
{
    private const int ToldEvery = 4096;
    private const double FirstReading = 0.4;

    /// <summary>Reads a table. Columns without names are x0, x1, ….</summary>
    /// <param name="path">The file.</param>
    /// <param name="missing">Markers of missing values in all columns, beside those that the reader knows.</param>
    /// <param name="progress">Receives the fraction of the file that has been read.</param>
    /// <returns>All rows, with NaN for missing values; the dialect; and the evidence of each column's kind.</returns>
    /// <exception cref="LikenessException">
    /// The file cannot be read, has no rows, or has a line with too few or too many cells, or a number that is not finite; the message names the line (from 1) and the column.
    /// </exception>
    public static LoadedTable Read(
        string path,
        IReadOnlyCollection<string>? missing = null,
        Action<double>? progress = null
    ) => Read(TextFile.Open(path), missing ?? [], schema: null, progress);

    /// <summary>Reads a table from memory.</summary>
    /// <param name="data">The whole file.</param>
    /// <param name="name">The file's name in error messages.</param>
    /// <param name="missing">Markers of missing values.</param>
    /// <exception cref="LikenessException">As in <see cref="Read(string, IReadOnlyCollection{string}, Action{double})"/>.</exception>
    internal static LoadedTable Read(byte[] data, string name, IReadOnlyCollection<string> missing) =>
        Read(TextFile.FromBytes(data, name), missing, schema: null, progress: null);

    /// <summary>Reads the first whole lines of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="missing">Markers of missing values.</param>
    /// <param name="bytes">How much of the text is read.</param>
    /// <exception cref="LikenessException">As in <see cref="Read(string, IReadOnlyCollection{string}, Action{double})"/>, or a line break is within quotation marks at the end.</exception>
    internal static LoadedTable ReadStart(string path, IReadOnlyCollection<string> missing, int bytes)
    {
        byte[] start = TextFile.Open(path).Start(bytes);
        int end = start.Length < bytes ? start.Length : Array.LastIndexOf(start, (byte)'\n') + 1;
        return Read(start[..end], path, missing);
    }

    /// <summary>Reads a table from a file that is opened already.</summary>
    /// <param name="file">The file.</param>
    /// <param name="missing">Markers of missing values.</param>
    /// <param name="schema">The kinds of some or all columns; null to detect all.</param>
    /// <param name="progress">Receives the fraction of the file that has been read.</param>
    /// <exception cref="LikenessException">As in <see cref="Read(string, IReadOnlyCollection{string}, Action{double})"/>, or a cell is not of its declared kind.</exception>
    internal static LoadedTable Read(
        TextFile file,
        IReadOnlyCollection<string> missing,
        TableSchema? schema,
        Action<double>? progress
    )
    {
        var scan = CsvScan.Read(file, missing, done => progress?.Invoke(FirstReading * done));
        scan.SplitQuantities(schema);
        var columns = new ColumnReading(file.Name, scan.Names);
        var commas = scan.Commas;
        columns.Plan(scan.TakeProfiles(), commas, scan.Rows, missing, schema);
        WideTable.Collect(columns.Count);
        file.Read(
            scan.Dialect.Encoding,
            (reader, done) =>
                Fill(
                    CsvScan.Tokens(reader, scan.Dialect, file.Name, scan.Names),
                    scan,
                    columns,
                    () => progress?.Invoke(FirstReading + ((1 - FirstReading) * done())),
                    file.Name
                )
        );
        var loaded = columns.Finish();
        loaded = (scan.Dialect.Quantities ?? []).Aggregate(loaded, (rows, quantity) => quantity.Scaled(rows));
        return loaded with { Table = loaded.Table.WrittenAs(scan.Dialect), LinesBelow = scan.LinesBelow };
    }

    private static bool Fill(CsvTokenizer tokens, CsvScan scan, ColumnReading columns, Action told, string file)
    {
        int row = -scan.Dialect.LinesAbove;
        for (; tokens.Read(); row++)
        {
            if (row < 0)
            {
                continue;
            }

            if (row >= scan.Rows)
            {
                continue;
            }

            if (tokens.Count != columns.Count)
            {
                throw Changed(file);
            }

            for (int i = 0; i < columns.Count; i++)
            {
                columns.Set(i, row, tokens.Cell(i), tokens.Line);
            }

            if (row % ToldEvery == 0)
            {
                told();
            }
        }

        return row == scan.Rows + scan.LinesBelow.Count ? true : throw Changed(file);
    }

    private static LikenessException Changed(string file) =>
        new($"{file}: the file changed while it was read (read it again when it is complete)");
}
