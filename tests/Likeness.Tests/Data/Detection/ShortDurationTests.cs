using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Data.Schemas;

namespace Likeness.Tests.Data.Detection;

/// <summary>Times of laps, songs and calls, whose hours or minutes are left out: cells are written as they were read.</summary>
public sealed class ShortDurationTests
{
    [Theory]
    [InlineData("1:53.85|12:01.07", "m:ss.ff")]
    [InlineData("1:53.850|75:01.007", "m:ss.fff")]
    [InlineData("01:53.8|00:09.1", "mm:ss.f")]
    [InlineData("1:53,85|0:01,07", "m:ss,ff")]
    [InlineData("1:53.8|2:01.07|3:10", "m:ss.F")]
    [InlineData("1:23.45|24.16|5.10", "[m:]s.ff")]
    [InlineData("24.16|59.99|1:00.00", "[m:]s.ff")]
    [InlineData("24,16|1:23,45", "[m:]s,ff")]
    [InlineData("05.10|1:23.45", "[m:]ss.ff")]
    [InlineData("24.1|1:23.45", "[m:]s.F")]
    [InlineData("1:02:03.4|24.1|1:23.4", "[h:][m:]s.f")]
    [InlineData("40:30|1:02:57|5:00", "[h:]m:ss")]
    [InlineData("1:02:57|40:30|05:00", "[h:]mm:ss")]
    [InlineData("01:02:57|40:30|05:00", "[hh:]mm:ss")]
    [InlineData("40:30.5|1:02:57.0", "[h:]m:ss.f")]
    [InlineData("00:01:02,345|01:00:00,000", "hh:mm:ss,fff")]
    public void A_duration_is_written_as_it_was(string cells, string format)
    {
        var table = Read(cells);
        Assert.Equal(format, Assert.IsType<DurationKind>(table.Columns[0].Kind).Format);
        Assert.Equal(cells, string.Join('|', table.ColumnValues(0).Select(table.Columns[0].Write)));
    }

    [Theory]
    [InlineData("40:30|5:41", "h:mm")]
    [InlineData("08:15|20:45", "hh:mm")]
    [InlineData("1:15:53|0:40:30", "h:mm:ss")]
    public void Two_parts_alone_are_hours_and_minutes(string cells, string format) =>
        Assert.Equal(format, Assert.IsType<DurationKind>(Read(cells).Columns[0].Kind).Format);

    [Theory]
    [InlineData("08:15|08:15:30|20:45")] // hours of a day, some without seconds
    [InlineData("8|9:30|10")]
    [InlineData("7.5|9:30|10")]
    [InlineData("61.5|1:23.4|9.1")]
    [InlineData("-3.5|1:23.4|9.1")]
    [InlineData("1:60.5|1:23.4|1:23.4")]
    public void Other_texts_are_a_category(string cells) => Assert.Equal("category", Read(cells).Columns[0].Kind.Name);

    [Theory]
    [InlineData("[m:]s.ff", 59.999, "1:00.00")]
    [InlineData("[m:]s.ff", 3599.999, "60:00.00")]
    [InlineData("[m:]s.ff", 0, "0.00")]
    [InlineData("[m:]s.ff", -83.45, "-1:23.45")]
    [InlineData("[h:]m:ss", 3599.6, "1:00:00")]
    [InlineData("[h:]m:ss", 30, "0:30")]
    [InlineData("m:ss.F", 65.25, "1:05.25")]
    [InlineData("m:ss", 65, "1:05")]
    public void A_number_of_seconds_is_written_in_full(string format, double seconds, string text)
    {
        var kind = new DurationKind(format);
        Assert.Equal(text, kind.Write(seconds));
        Assert.True(kind.TryRead(text, out double read));
        Assert.Equal(Math.Round(seconds, format.Contains('.', StringComparison.Ordinal) ? 2 : 0), read, 6);
    }

    [Theory]
    [InlineData("[h:]ss")]
    [InlineData("h:[m:]ss")]
    [InlineData("m:s.ff")]
    [InlineData("ss.ff")]
    [InlineData("[h:][mm]:ss")]
    public void Other_formats_are_none(string format) =>
        Assert.Throws<ArgumentException>(() => new DurationKind(format));

    [Fact]
    public void Texts_in_place_of_results_are_codes()
    {
        string[] cells =
        [
            .. Enumerable
                .Range(0, 100)
                .Select(i =>
                    i % 20 == 0 ? "DNS"
                    : i % 33 == 1 ? "DQ"
                    : $"{20 + (i % 30)}.{10 + i % 7}"
                ),
        ];
        cells[7] = "1:05.20";
        var table = Read(string.Join('|', cells));
        Assert.Equal("[m:]s.ff", Assert.IsType<DurationKind>(table.Columns[0].Kind).Format);
        Assert.Equal(cells, table.ColumnValues(0).Select(table.Columns[0].Write));
    }

    [Fact]
    public void A_schema_declares_what_was_found()
    {
        string[] cells =
        [
            .. Enumerable.Range(0, 80).Select(i => i % 20 == 0 ? "DNS" : $"{i % 3 + 1}:{10 + (i % 30)}.5"),
        ];
        cells[7] = "24.5";
        string text = "name,b\n" + string.Concat(cells.Select(cell => $"{cell},1.5\n"));
        var found = KindDetectionTests.Read(text).Table;
        var schema = Saved(TableSchema.From(found));
        var declared = CsvReader
            .Read(
                Likeness.Data.Csv.TextFile.FromBytes(System.Text.Encoding.UTF8.GetBytes(text), "t.csv"),
                [],
                schema,
                null
            )
            .Table;
        Assert.Equal(found.Columns[0].Kind, declared.Columns[0].Kind);
        Assert.Equal(["DNS"], declared.Columns[0].Codes!.Values);
        Assert.Equal(cells, declared.ColumnValues(0).Select(declared.Columns[0].Write));
    }

    private static TableSchema Saved(TableSchema schema)
    {
        string path = Path.GetTempFileName();
        schema.Write(path);
        schema = TableSchema.Read(path);
        File.Delete(path);
        return schema;
    }

    private static Table Read(string cells) =>
        KindDetectionTests.Read("name,b\n" + string.Concat(cells.Split('|').Select(cell => $"\"{cell}\",1.5\n"))).Table;
}
