namespace Likeness.Data.Csv;

/// <summary>The cells of a CSV file as texts.</summary>
internal static class CsvLines
{
    /// <summary>The rows, without the lines of names and units.</summary>
    /// <param name="file">The file.</param>
    /// <param name="dialect">Its dialect.</param>
    /// <param name="names">The names of the columns, with those of units; null for cells as the file has them.</param>
    /// <exception cref="LikenessException">The file cannot be read.</exception>
    public static List<string[]> Read(TextFile file, CsvDialect dialect, IReadOnlyList<string>? names = null) =>
        file.Read(
            dialect.Encoding,
            (reader, _) =>
            {
                var tokens = CsvScan.Tokens(reader, dialect, file.Name, names);
                var rows = new List<string[]>();
                for (int above = dialect.LinesAbove; tokens.Read(); above--)
                {
                    if (above <= 0)
                    {
                        rows.Add([.. Enumerable.Range(0, tokens.Count).Select(i => tokens.Cell(i).ToString())]);
                    }
                }

                return rows;
            }
        );
}
