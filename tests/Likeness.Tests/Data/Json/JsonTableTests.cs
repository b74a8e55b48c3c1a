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

    [Fact]
    public void A_string_of_digits_is_no_number() =>
        Assert.IsType<CategoryKind>(Read("{\"a\":\"12\"}\n{\"a\":\"13\"}\n").Columns[0].Kind);

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
            "{\"a\":1.5,\"zip\":\"007\",\"b\":true,\"day\":\"2019-01-02\",\"late\":null}",
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
    [InlineData("{\"a\":1}\n{\"a\":", "row 2: this is not JSON")]
    [InlineData("{\"a\":1}\n3\n", "row 2: a row is an object")]
    [InlineData("{\"a\":{\"b\":1}}", "row 1, column 'a': the value is nested")]
    public void What_is_no_table_is_told_in_one_sentence(string text, string expected)
    {
        var refused = Assert.Throws<LikenessException>(() => Read(text));
        Assert.StartsWith("t.jsonl", refused.Message, StringComparison.Ordinal);
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    private static Table Read(string text) =>
        JsonReader
            .Read(TextFile.FromBytes(Encoding.UTF8.GetBytes(text), "t.jsonl"), [], schema: null, progress: null)
            .Table;
}
