using System.Text;
using Likeness.Data;
using Likeness.Data.Csv;
using Likeness.Data.Json;
using Likeness.Data.Kinds;

namespace Likeness.Tests.Data.Json;

public sealed class JsonTableTests
{
    private const string Lines =
        "{\"a\":1.5,\"zip\":\"007\",\"b\":true,\"day\":\"2019-01-02\"}\n{\"a\":null,\"zip\":\"100\",\"b\":false,\"day\":\"2019-01-03\"}\n{\"zip\":\"007\",\"b\":true,\"day\":null,\"late\":\"x\"}\n";

    /// <summary>Names that objects leave out where there is no value are left out of samples, too.</summary>
    [Fact]
    public void MissingValuesAreWrittenAsTheFileWritesThem()
    {
        string lines = string.Concat(
            Enumerable
                .Range(0, 60)
                .Select(i =>
                    $"{{\"size\":{i % 7}.5"
                    + (i % 3 == 1 ? "" : $",\"note\":\"{(i % 2 == 0 ? "hot" : "cold")}\"")
                    + (i % 4 == 1 ? "" : $",\"code\":\"{i % 5}\"")
                    + $",\"tag\":{(i % 5 == 0 ? "null" : "\"t\"")}}}\n"
                )
        );
        var table = JsonReader.Read(TextFile.FromBytes(Encoding.UTF8.GetBytes(lines), "a.jsonl"), [], null, null).Table;
        Assert.Equal(20, table.ColumnValues(1).Count(double.IsNaN));
        using var stream = new MemoryStream();
        JsonWriter.Write(stream, [table], isArray: false);
        Assert.Equal(lines, Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Fact]
    public void Objects_are_rows_and_their_names_columns()
    {
        var table = Read(Lines);
        Assert.Equal(["a", "zip", "b", "day", "late"], table.Columns.Select(column => column.Name));
        Assert.Equal(
            ["number", "category", "boolean", "date", "category"],
            table.Columns.Select(column => column.Kind.Name)
        );
        Assert.Equal([1.5, double.NaN, double.NaN], table.ColumnValues(0));
        Assert.Equal([0, 1, 0], table.ColumnValues(1));
        Assert.Equal([double.NaN, double.NaN, 0], table.ColumnValues(4));
    }

    [Theory]
    [InlineData("""{"a":"12","b":1}""", """{"a":"13","b":2}""", false)] // codes beside numbers
    [InlineData("""{"a":"12","b":"x"}""", """{"a":"13","b":"y"}""", true)] // all values are strings
    [InlineData("""{"a":"12.5","b":1}""", """{"a":"13.25","b":2}""", true)]
    [InlineData("""{"a":"12","b":1}""", """{"a":13,"b":2}""", true)]
    [InlineData("""{"a":"012","b":"x"}""", """{"a":"013","b":"y"}""", false)]
    [InlineData("""{"a":"0","b":1}""", """{"a":"1,003,834","b":2}""", true)]
    public void Strings_of_numbers_are_numbers_unless_they_are_codes(string first, string second, bool areNumbers) =>
        Assert.Equal(areNumbers, Read($"{first}\n{second}\n").Columns[0].Kind is NumberKind);

    [Theory]
    [InlineData("year", true)]
    [InlineData("zip", false)]
    public void Years_are_no_codes(string name, bool areNumbers) =>
        Assert.Equal(
            areNumbers,
            Read($"{{\"{name}\":\"1565\",\"b\":1}}\n{{\"{name}\":\"1570\",\"b\":2}}\n").Columns[0].Kind is NumberKind
        );

    [Fact]
    public void Missing_texts_are_written_as_the_markers_of_the_file()
    {
        string text = string.Concat(
            Enumerable.Range(0, 30).Select(row => $"{{\"a\":\"{(row % 3 == 0 ? @"\\N" : "x")}\"}}\n")
        );
        var table = Read(text);
        Assert.True(double.IsNaN(table[0, 0]));
        using var stream = new MemoryStream();
        JsonWriter.Write(stream, [table], isArray: false);
        Assert.Equal(text, Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Fact]
    public void Numbers_in_strings_stay_strings()
    {
        const string text = "{\"a\":\"12.50\",\"b\":7}\n{\"a\":\"3.25\",\"b\":8}\n{\"a\":null,\"b\":9}\n";
        var table = Read(text);
        Assert.Equal([12.5, 3.25, double.NaN], table.ColumnValues(0));
        using var stream = new MemoryStream();
        JsonWriter.Write(stream, [table], isArray: false);
        Assert.Equal(text, Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Fact]
    public void Numbers_with_a_unit_stay_strings()
    {
        const string text =
            "{\"dose\":\"5 mg\",\"n\":7}\n{\"dose\":\"12.5 mg\",\"n\":8}\n{\"dose\":\"0 mg\",\"n\":9}\n{\"dose\":null,\"n\":9}\n";
        var table = Read(text);
        Assert.Equal([5, 12.5, 0, double.NaN], table.ColumnValues(0));
        using var stream = new MemoryStream();
        JsonWriter.Write(stream, [table], isArray: false);
        Assert.Equal(text, Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Fact]
    public void Keys_stay_numbers_and_missing_texts_empty()
    {
        string text = string.Concat(
            Enumerable
                .Range(0, 40)
                .Select(row => $"{{\"id\":{500 + row},\"town\":\"{(row % 3 == 0 ? "" : "Bern")}\"}}\n")
        );
        var table = Read(text);
        Assert.IsType<IdentifierKind>(table.Columns[0].Kind);
        Assert.True(double.IsNaN(table[0, 1]));
        using var stream = new MemoryStream();
        JsonWriter.Write(stream, [table], isArray: false);
        Assert.Equal(text, Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_is_written_is_read_again(bool isArray)
    {
        var table = Read(Lines);
        using var stream = new MemoryStream();
        JsonWriter.Write(stream, [table.TakeRows([0]), table.TakeRows([1, 2])], isArray);
        string text = Encoding.UTF8.GetString(stream.ToArray());
        Assert.Equal(isArray, text.StartsWith('['));
        Assert.Contains(
            "{\"a\":1.5,\"zip\":\"007\",\"b\":true,\"day\":\"2019-01-02\"}",
            text,
            StringComparison.Ordinal
        );
        var again = Read(text);
        Assert.Equal(table.Columns, again.Columns);
        Assert.Equal(table.ToRowMajor(), again.ToRowMajor());
    }

    [Theory]
    [InlineData("", "there are no rows")]
    [InlineData("[]", "there are no rows")]
    [InlineData("{\"a\":1}\n{\"a\":", "line 2: this is not JSON")]
    [InlineData("{\"a\" broken\n{\"a\":1}", "line 1: this is not JSON")]
    [InlineData("{\"a\":1}\n{\"a\":2}\n\n\n{\"a\": broken\n{\"a\":3}", "line 5: this is not JSON")]
    [InlineData("[{\"a\":1},\n{\"a\":2},\n{\"a\": broken}]", "line 3: this is not JSON")]
    [InlineData("{\"a\":1}\n3\n", "row 2: a row is an object")]
    public void What_is_no_table_is_told_in_one_sentence(string text, string expected)
    {
        var refused = Assert.Throws<LikenessException>(() => Read(text));
        Assert.StartsWith("t.jsonl", refused.Message, StringComparison.Ordinal);
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    /// <summary>The file is read in pieces.</summary>
    [Fact]
    public void ADamagedLineIsNamedBehindManyOthers()
    {
        string rows = string.Concat(Enumerable.Range(0, 50_000).Select(row => $"{{\"a\":{row}}}\n"));
        var refused = Assert.Throws<LikenessException>(() => Read(rows + "{\"a\": broken\n"));
        Assert.Contains("line 50001: this is not JSON", refused.Message, StringComparison.Ordinal);
    }

    private static Table Read(string text) =>
        JsonReader
            .Read(TextFile.FromBytes(Encoding.UTF8.GetBytes(text), "t.jsonl"), [], schema: null, progress: null)
            .Table;
}
