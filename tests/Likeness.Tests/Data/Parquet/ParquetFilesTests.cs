using System.Globalization;
using Likeness.Data.Parquet;
using Likeness.Testing;

namespace Likeness.Tests.Data.Parquet;

/// <summary>Files that PyArrow wrote, compared with the CSV files of the same rows.</summary>
public sealed class ParquetFilesTests
{
    [SkippableTheory]
    [InlineData("taxis-snappy", "taxis.csv")]
    [InlineData("taxis-gzip-v2", "taxis.csv")]
    [InlineData("titanic-none", "titanic.csv")]
    [InlineData("titanic-delta", "titanic.csv")]
    [InlineData("kinds", "parquet/kinds.csv")]
    public void HoldWhatTheTextHolds(string name, string text)
    {
        var table = ParquetReader.Read(SharedData.Require($"mixed/parquet/{name}.parquet"));
        string[] lines = File.ReadAllLines(SharedData.Require($"mixed/{text}"));
        Assert.Equal(lines[0].Split(','), table.Columns.Select(column => column.Name));
        Assert.InRange(table.RowCount, 200, lines.Length - 1);
        for (int row = 0; row < table.RowCount; row++)
        {
            string[] cells = lines[row + 1].Split(',');
            for (int i = 0; i < cells.Length; i++)
            {
                AssertCell(cells[i], table.Columns[i], row);
            }
        }

        Assert.All(table.Columns, column => Assert.True(column.IsExact, column.Name));
    }

    [SkippableFact]
    public void HaveTheTypesThatWereWritten()
    {
        using var reader = ParquetReader.Open(SharedData.Require("mixed/parquet/kinds.parquet"));
        ParquetType[] expected =
        [
            new(ParquetKind.Integer) { Bits = 8 },
            new(ParquetKind.Integer) { Bits = 16, IsSigned = false },
            new(ParquetKind.Number) { Bits = 32 },
            new(ParquetKind.Decimal) { Precision = 9, Scale = 2 },
            new(ParquetKind.Date),
            new(ParquetKind.Timestamp) { Unit = ParquetTimeUnit.Milliseconds, IsUtc = true },
            new(ParquetKind.Boolean),
            new(ParquetKind.Text),
            new(ParquetKind.Text),
        ];
        Assert.Equal(expected, reader.Fields.Select(field => field.Type));
    }

    [SkippableFact]
    public void AreReadRowGroupByRowGroup()
    {
        string path = SharedData.Require("mixed/parquet/taxis-snappy.parquet");
        var whole = ParquetReader.Read(path);
        using var reader = ParquetReader.Open(path);
        Assert.Equal((1500, 4), (reader.RowCount, reader.RowGroupCount));
        int row = 0;
        foreach (var part in reader.ReadRowGroups())
        {
            Assert.InRange(part.RowCount, 1, 400);
            ParquetTables.AssertEqual(part, ParquetTables.Slice(whole, row, part.RowCount));
            row += part.RowCount;
        }

        Assert.Equal(1500, row);
    }

    [SkippableTheory]
    [InlineData(
        "titanic-zstd",
        "column 'survived': compressed by zstd, which Likeness does not read (write it with snappy or gzip)"
    )]
    [InlineData(
        "nested",
        "column 'list': the column is nested, which Likeness does not read (write each of its parts as a column, or leave it out)"
    )]
    public void ThatAreNotReadGetASentence(string name, string expected)
    {
        string path = SharedData.Require($"mixed/parquet/{name}.parquet");
        var error = Assert.Throws<LikenessException>(() => ParquetReader.Read(path));
        Assert.Equal($"{path}, {expected}", error.Message);
    }

    [SkippableTheory]
    [InlineData("taxis-snappy")]
    [InlineData("taxis-gzip-v2")]
    [InlineData("titanic-none")]
    [InlineData("titanic-delta")]
    [InlineData("kinds")]
    public void AreWrittenAndReadBack(string name)
    {
        var table = ParquetReader.Read(SharedData.Require($"mixed/parquet/{name}.parquet"));
        ParquetTables.AssertEqual(table, ParquetTables.Reread([table]));
    }

    private static void AssertCell(string expected, ParquetColumn column, int row)
    {
        string place = $"{column.Name}, row {row}";
        if (column.Type.Kind == ParquetKind.Text)
        {
            int code = column.Codes[row];
            Assert.True(expected == (code < 0 ? "" : column.Dictionary[code]), place);
            return;
        }

        double value = column.Values[row];
        Assert.True(expected.Length == 0 ? double.IsNaN(value) : Parse(expected, column.Type) == value, place);
    }

    private static double Parse(string text, ParquetType type) =>
        type.Kind switch
        {
            ParquetKind.Boolean => bool.Parse(text) ? 1 : 0,
            ParquetKind.Date => (Time(text) - DateTime.UnixEpoch).Days,
            ParquetKind.Timestamp => (Time(text) - DateTime.UnixEpoch).Ticks / (double)TimeSpan.TicksPerSecond,
            ParquetKind.Number when type.Bits == 32 => float.Parse(text, CultureInfo.InvariantCulture),
            _ => double.Parse(text, CultureInfo.InvariantCulture),
        };

    private static DateTime Time(string text) =>
        DateTime.Parse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal
        );
}
