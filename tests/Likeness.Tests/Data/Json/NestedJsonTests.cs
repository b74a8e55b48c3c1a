using System.Text;
using System.Text.Json;
using Likeness.Data;
using Likeness.Data.Csv;
using Likeness.Data.Json;
using Likeness.Data.Kinds;
using Likeness.Data.Schemas;
using Likeness.Modalities.Tables.Views;
using Likeness.Runs;

namespace Likeness.Tests.Data.Json;

public sealed class NestedJsonTests
{
    private static readonly string[] Tags = ["new", "vip", "gift", "b2b"];

    [Fact]
    public void Objects_within_objects_are_columns_and_are_written_as_they_were()
    {
        string lines = Orders(60);
        var table = Read(lines);
        Assert.Equal(
            [
                "id",
                "user.name",
                "user.plan.level",
                "geo.at[0]",
                "geo.at[1]",
                "items",
                "tags",
                "sizes",
                "meta",
                "note.by",
            ],
            table.Columns.Select(column => column.Name)
        );
        Assert.Equal(
            ["category", "number", "number", "number", "text", "list", "list", "empty", "category"],
            table.Columns.Skip(1).Select(column => column.Kind.Name)
        );
        Assert.Equal(lines, Written(table));
        Assert.Equal(table.Columns[1].Place, Read(lines).Columns[1].Place);
    }

    [Theory]
    [InlineData("null", "null")]
    [InlineData("{}", "{}")]
    [InlineData("{\"b\":null}", "{\"b\":null}")]
    public void Objects_without_values_are_written_as_the_file_writes_them(string none, string expected)
    {
        var table = Read($"{{\"a\":{{\"b\":1}}}}\n{{\"a\":{none}}}\n{{\"a\":{none}}}\n");
        Assert.Equal([1, double.NaN, double.NaN], table.ColumnValues(0));
        Assert.EndsWith($"{{\"a\":{expected}}}\n", Written(table), StringComparison.Ordinal);
    }

    [Fact]
    public void Objects_that_are_left_out_stay_so()
    {
        const string lines = "{\"x\":1,\"a\":{\"b\":1}}\n{\"x\":2}\n{\"x\":3,\"a\":{\"b\":2,\"c\":\"z\"}}\n";
        Assert.Equal(lines, Written(Read(lines)));
    }

    /// <summary>A name with a point is no object.</summary>
    [Fact]
    public void Keys_with_points_stay_keys()
    {
        const string lines = "{\"a.b\":1,\"c\":{\"d.e\":\"x\"}}\n{\"a.b\":2,\"c\":{\"d.e\":\"y\"}}\n";
        var table = Read(lines);
        Assert.Equal(["a.b", "c.d.e"], table.Columns.Select(column => column.Name));
        Assert.Null(table.Columns[0].Place);
        Assert.Equal(["c", "d.e"], table.Columns[1].Place!.Keys);
        Assert.Equal(lines, Written(table));
    }

    [Fact]
    public void Columns_of_one_object_that_are_apart_are_written_together()
    {
        var table = Read("{\"a\":{\"b\":1,\"c\":2},\"d\":3}\n{\"a\":{\"b\":4,\"c\":5},\"d\":6}\n");
        Assert.StartsWith(
            "{\"a\":{\"c\":2,\"b\":1},\"d\":3}",
            Written(table.TakeColumns([1, 2, 0])),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("[\"a\",\"b\"]", "[\"b\",\"a\"]", "arrays of 2 different texts")]
    [InlineData("[\"a;b\",\"c\"]", "[]", "arrays of 2 different texts")]
    [InlineData("[true]", "[false]", "arrays of 2 different booleans")]
    [InlineData("[1,2]", "[2]", "arrays of numbers most of which occur once: left out, samples have []")]
    [InlineData("[\"a\",\"a\"]", "[\"b\"]", "arrays with a text twice: left out, samples have []")]
    [InlineData("[\"a\",1]", "[\"b\"]", "arrays of values of several types: left out, samples have []")]
    [InlineData("[\"a\",null]", "[\"b\"]", "arrays with null: left out, samples have []")]
    [InlineData("[{\"b\":1}]", "[]", "arrays of objects: left out, samples have []")]
    [InlineData("[[1],[2]]", "[]", "arrays of arrays: left out, samples have []")]
    [InlineData(
        "[\" a\"]",
        "[]",
        "arrays with texts that are empty or have a space at an end: left out, samples have []"
    )]
    [InlineData("[]", "[]", "only empty arrays: left out, samples have []")]
    public void Arrays_are_lists_or_left_out_with_a_reason(string first, string second, string why)
    {
        var loaded = Load($"{{\"x\":1,\"a\":{first}}}\n{{\"x\":2,\"a\":{second}}}\n{{\"x\":3,\"a\":null}}\n");
        Assert.Equal(why, loaded.Findings[1].Why);
        Assert.Equal(
            why.Contains("left out", StringComparison.Ordinal) ? "text" : "list",
            loaded.Table.Columns[1].Kind.Name
        );
        Assert.Equal(why.Contains("left out", StringComparison.Ordinal) ? 1 : 0, loaded.RemarksOnArrays.Count);
        Assert.True(double.IsNaN(loaded.Table[2, 1]));
        Assert.False(double.IsNaN(loaded.Table[1, 1]));
    }

    [Fact]
    public void Many_different_texts_are_no_list()
    {
        var loaded = Load(string.Concat(Enumerable.Range(0, 53).Select(i => $"{{\"x\":{i},\"a\":[\"t{i}\"]}}\n")));
        Assert.Equal("arrays of more than 52 different texts: left out, samples have []", loaded.Findings[1].Why);
        Assert.Equal(
            "column 'a' holds arrays of more than 52 different texts: left out, samples have []",
            Assert.Single(loaded.RemarksOnArrays)
        );
    }

    [Fact]
    public void A_schema_as_it_was_found_changes_nothing()
    {
        string lines = Orders(60);
        var table = Read(lines);
        var declared = Load(lines, TableSchema.From(table)).Table;
        Assert.Equal(
            table.Columns.Select(column => column.Kind.Name),
            declared.Columns.Select(column => column.Kind.Name)
        );
        Assert.Equal(lines, Written(declared));
    }

    [Theory]
    [InlineData("{\"a\":1,\"a\":2}", "row 1, column 'a': the object has this key twice")]
    [InlineData("{\"a\":{\"b\":1,\"b\":1}}", "row 1, column 'a.b': the object has this key twice")]
    [InlineData(
        "{\"a\":{\"b\":1}}\n{\"a\":\"x\"}",
        "row 2, column 'a': the value is a single value, and that of an earlier row an object"
    )]
    [InlineData(
        "{\"a\":\"x\"}\n{\"a\":{\"b\":1}}",
        "row 2, column 'a': the value is an object, and that of an earlier row a single value"
    )]
    [InlineData(
        "{\"a\":[1]}\n{\"a\":{\"b\":1}}",
        "row 2, column 'a': the value is an object, and that of an earlier row an array"
    )]
    [InlineData("{\"a.b\":1,\"a\":{\"b\":1}}", "two keys are both the column 'a.b'")]
    [InlineData("{\"a\":{\"b\":{\"c\":1}", "this is not JSON")]
    [InlineData("{\"a\":\"\\ud800\"}", "row 1: a text has half of a character")]
    [InlineData(
        "{\"n\":6,\"rows\":[{},{},{},{},{},{}]}",
        "the file is one object, whose 'rows' is an array of 6 objects"
    )]
    public void What_is_no_table_is_told_in_one_sentence(string text, string expected) => Refuse(text, expected);

    [Theory]
    [InlineData(16, null)]
    [InlineData(17, "objects are within each other more than 16 deep")]
    [InlineData(100, "objects and arrays are within each other more than 64 deep")]
    [InlineData(100_000, "objects and arrays are within each other more than 64 deep")]
    public void Deep_objects_are_refused(int depth, string? expected)
    {
        string text =
            string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + string.Concat(Enumerable.Repeat("}", depth));
        if (expected is null)
        {
            Assert.Equal(text + "\n", Written(Read(text)));
        }
        else
        {
            Refuse(text, expected);
        }
    }

    /// <summary>A damaged file is read, or refused with a sentence.</summary>
    [Fact]
    public void Damaged_files_never_end_otherwise()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(Orders(3));
        var random = new Random(5);
        for (int i = 0; i < 4000; i++)
        {
            byte[] damaged = i < bytes.Length ? bytes[..i] : [.. bytes];
            for (int j = 0; j < 3 && damaged.Length > 0 && i >= bytes.Length; j++)
            {
                damaged[random.Next(damaged.Length)] = (byte)(
                    j == 0 ? random.Next(256) : "{}[],:\"\\0n"[random.Next(10)]
                );
            }

            try
            {
                var table = JsonReader.Read(TextFile.FromBytes(damaged, "t.jsonl"), [], null, null).Table;
                foreach (string line in Written(table).TrimEnd('\n').Split('\n'))
                {
                    JsonDocument.Parse(line).Dispose();
                }
            }
            catch (LikenessException refused)
            {
                Assert.StartsWith("t.jsonl", refused.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Runs_keep_the_places_of_values()
    {
        var table = Read(Orders(60));
        var column = table.Columns[3];
        string json = JsonSerializer.Serialize(StoredColumn.Create(column, table.Column(3)), RunJson.Options);
        Assert.Equal(column.Place, JsonSerializer.Deserialize<StoredColumn>(json, RunJson.Options)!.ToColumn().Place);
        Assert.True(column.Place!.IsInArray);
        Assert.Null(StoredColumn.Create(table.Columns[0], table.Column(0)).ToColumn().Place);
    }

    /// <summary>One row has neither all objects nor enough arrays to see of what length they are.</summary>
    [Fact]
    public void Few_rows_have_the_columns_of_many()
    {
        var columns = Read(Orders(60)).Columns;
        var row = Read(
            "{\"id\":\"o1\",\"user\":null,\"geo\":{\"at\":[3.5,null]},\"items\":[],\"tags\":[],\"sizes\":[40,38],\"meta\":{}}\n"
        );
        var rows = ExpectedKeys.In(row, columns);
        double Cell(string name) => rows[0, rows.Columns.ToList().FindIndex(column => column.Name == name)];
        Assert.Empty(columns.Select(column => column.Name).Except(rows.Columns.Select(column => column.Name)));
        Assert.Equal(3.5, Cell("geo.at[0]"));
        Assert.True(double.IsNaN(Cell("geo.at[1]")));
        Assert.True(double.IsNaN(Cell("user.name")));
        Assert.Equal(0, Cell("tags"));
        Assert.Equal(2, ListKind.CountOf(Cell("sizes")));
        Assert.DoesNotContain("user", rows.Columns.Select(column => column.Name));
    }

    [Fact]
    public void Lists_with_other_separators_are_the_same_lists()
    {
        var real = Read("{\"x\":1,\"a\":[\"p;q\",\"r\"]}\n{\"x\":2,\"a\":[\"s\"]}\n");
        var other = Read("{\"x\":1,\"a\":[\"r\",\"s\"]}\n");
        Assert.NotEqual(((ListKind)real.Columns[1].Kind).Separator, ((ListKind)other.Columns[1].Kind).Separator);
        var aligned = other.AlignTo(real.Columns);
        Assert.Equal(["r", "s"], ((ListKind)aligned.Columns[1].Kind).ChoicesOf(aligned[0, 1]).Order());
    }

    private static string Orders(int rows) =>
        string.Concat(
            Enumerable
                .Range(0, rows)
                .Select(i =>
                    $"{{\"id\":\"o{i % 7}\",\"user\":{(i % 5 == 4 ? "null" : $"{{\"name\":\"n{i % 3}\",\"plan\":{{\"level\":{i % 4}}}}}")},"
                    + $"\"geo\":{{\"at\":[{i}.5,{(i % 9 == 8 ? "null" : $"{i * 3}")}]}},\"items\":[{(i % 2 == 0 ? "" : $"{{\"sku\":{i}}}")}],"
                    + $"\"tags\":[{string.Join(',', Tags.Where((_, j) => (i >> j) % 2 == 1).Select(tag => $"\"{tag}\""))}],"
                    + $"\"sizes\":[{(i % 3 == 0 ? "36" : "36,38")}],\"meta\":{{}}"
                    + $"{(i % 3 == 1 ? ",\"note\":{\"by\":\"k\"}" : "")}}}\n"
                )
        );

    private static void Refuse(string text, string expected)
    {
        var refused = Assert.Throws<LikenessException>(() => Read(text));
        Assert.StartsWith("t.jsonl", refused.Message, StringComparison.Ordinal);
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    private static string Written(Table table)
    {
        using var stream = new MemoryStream();
        JsonWriter.Write(stream, [table], isArray: false);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static Table Read(string text) => Load(text).Table;

    private static LoadedTable Load(string text, TableSchema? schema = null) =>
        JsonReader.Read(TextFile.FromBytes(Encoding.UTF8.GetBytes(text), "t.jsonl"), [], schema, progress: null);
}
