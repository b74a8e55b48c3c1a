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
    public static void Write(Stream stream, Table table) => Write(stream, [table]);

    /// <summary>Writes a header and the rows of all parts, which have the same columns, to a stream, which stays open.</summary>
    internal static void Write(Stream stream, IEnumerable<Table> parts)
    {
        var options = new CsvWriterOptions { NewLine = "\n" };
        using var csv = CsvHelper.CsvWriter.Create(stream, options, leaveOpen: true);
        bool isFirst = true;
        foreach (var part in parts)
        {
            if (isFirst)
            {
                WriteHeader(csv, part);
                isFirst = false;
            }

            for (int row = 0; row < part.RowCount; row++)
            {
                foreach (double value in part.Row(row))
                {
                    csv.WriteField(value);
                }

                csv.EndRecord();
            }
        }
    }

    private static void WriteHeader(CsvHelper.CsvWriter csv, Table table)
    {
        foreach (var column in table.Columns)
        {
            csv.WriteField(column.Name);
        }

        csv.EndRecord();
    }
}
