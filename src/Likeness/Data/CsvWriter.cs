using CsvHelper;

namespace Likeness.Data;

/// <summary>Writes tables as comma-separated text with a line of column names, atomically.</summary>
public static class CsvWriter
{
    /// <summary>Writes a table; every number in the fewest digits that round-trip.</summary>
    /// <param name="path">The file; an existing file is replaced.</param>
    /// <param name="table">The rows.</param>
    /// <exception cref="LikenessException">The file cannot be written; nothing is left of it.</exception>
    public static void Write(string path, Table table) => AtomicFile.Write(path, stream => Write(stream, table));

    /// <summary>Writes a header and the rows to a stream, which stays open.</summary>
    public static void Write(Stream stream, Table table)
    {
        var options = new CsvWriterOptions { NewLine = "\n" };
        using var csv = CsvHelper.CsvWriter.Create(stream, options, leaveOpen: true);
        foreach (var column in table.Columns)
        {
            csv.WriteField(column.Name);
        }

        csv.EndRecord();
        for (int row = 0; row < table.RowCount; row++)
        {
            foreach (double value in table.Row(row))
            {
                csv.WriteField(value);
            }

            csv.EndRecord();
        }
    }
}
