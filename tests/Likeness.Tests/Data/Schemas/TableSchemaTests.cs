using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Data.Schemas;
using Likeness.Testing;

namespace Likeness.Tests.Data.Schemas;

public sealed class TableSchemaTests : IDisposable
{
    private const string Text =
        "id,n,cut,ok,day\n7,1.50,Good,0,05/01/2019\n9,2.25,Fair,1,06/01/2019\n8,3.00,Good,0,07/01/2019\n";
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_schema_that_is_written_gives_the_same_table()
    {
        var table = DataFiles.Load([folder.Text("t.csv", Text)]).Table;
        TableSchema.From(table).Write(folder.At("schema.json"));
        var again = DataFiles.Load([folder.At("t.csv")], schema: TableSchema.Read(folder.At("schema.json"))).Table;
        Assert.Equal(table.Columns, again.Columns);
        Assert.Equal(table.ToRowMajor(), again.ToRowMajor());
    }

    [Fact]
    public void A_schema_outweighs_detection()
    {
        var table = Load(
            """
            {"version": 1, "columns": [
              {"name": "id", "kind": "identifier"},
              {"name": "n", "kind": "number", "decimals": 1},
              {"name": "cut", "kind": "category", "levels": ["Fair", "Good", "Ideal"], "ordered": true},
              {"name": "ok", "kind": "boolean", "false": "0", "true": "1"},
              {"name": "day", "kind": "date", "format": "dd/MM/yyyy"}
            ]}
            """
        );
        Assert.Equal(
            ["identifier", "number", "category", "boolean", "date"],
            table.Columns.Select(column => column.Kind.Name)
        );
        Assert.Equal("2.2", table.Columns[1].Write(2.25)[..3]);
        Assert.Equal([1, 0, 1], table.ColumnValues(2));
        Assert.True(Assert.IsType<CategoryKind>(table.Columns[2].Kind).IsOrdered);
        Assert.Equal([0, 1, 0], table.ColumnValues(3));
        Assert.Equal(new DateTime(2019, 1, 5), DateTime.UnixEpoch.AddSeconds(table[0, 4]));
    }

    [Fact]
    public void Metadata_of_SDV_is_a_schema()
    {
        var table = Load(
            """
            {"METADATA_SPEC_VERSION": "V1", "tables": {"t": {"primary_key": "id", "columns": {
              "id": {"sdtype": "id"}, "n": {"sdtype": "categorical"}, "ok": {"sdtype": "boolean"},
              "day": {"sdtype": "datetime", "datetime_format": "%d/%m/%Y"}}}}}
            """
        );
        Assert.Equal(
            ["identifier", "category", "category", "boolean", "date"],
            table.Columns.Select(column => column.Kind.Name)
        );
        Assert.Equal("dd/MM/yyyy", Assert.IsType<TimeKind>(table.Columns[4].Kind).Format);
    }

    [Fact]
    public void All_errors_are_told_at_once_with_their_paths()
    {
        string message = Refused(
            """
            {"columns": [{"name": "a", "kind": "numbr"}, {"kind": "text"}, {"name": "b", "kind": "date", "format": "qq"},
              {"name": "c", "kind": "category", "levels": ["x", "x"]}, {"name": "c", "kind": "number", "decimals": 99, "levels": []}]}
            """
        );
        string[] expected =
        [
            "$.version",
            "$.columns[0].kind: 'numbr' is not a kind (did you mean number?)",
            "$.columns[1].name: this is missing",
            "$.columns[2].format: 'qq'",
            "$.columns[3].levels: 'x' occurs twice",
            "$.columns[4].name: 'c' is declared twice",
            "$.columns[4].decimals",
            "$.columns[4].levels",
        ];
        Assert.All(expected, part => Assert.Contains(part, message, StringComparison.Ordinal));
        Assert.DoesNotContain('\n', message);
    }

    [Theory]
    [InlineData("{", "this is not JSON")]
    [InlineData("[]", "$: a schema is an object")]
    [InlineData("""{"version": 1, "columns": [{"name": "cuts", "kind": "text"}]}""", "$.columns[0].name: ")]
    [InlineData(
        """{"version": 1, "columns": [{"name": "cut", "kind": "number"}]}""",
        "t.csv, line 2, column 'cut': 'Good' is not a number, as the schema declares"
    )]
    [InlineData(
        """{"version": 1, "columns": [{"name": "cut", "kind": "category", "levels": ["Good"]}]}""",
        "column 'cut': 'Fair' is not one of the levels"
    )]
    [InlineData(
        """{"version": 1, "columns": [{"name": "id", "kind": "boolean"}]}""",
        "3 different texts are not a boolean"
    )]
    [InlineData("""{"tables": {"a": {}, "b": {}}}""", "$.tables: there are 2 tables")]
    public void A_wrong_schema_is_refused_in_one_sentence(string schema, string expected) =>
        Assert.Contains(expected, Refused(schema), StringComparison.Ordinal);

    private Table Load(string schema) =>
        DataFiles.Load([folder.Text("t.csv", Text)], schema: TableSchema.Read(folder.Text("s.json", schema))).Table;

    private string Refused(string schema) => Assert.Throws<LikenessException>(() => Load(schema)).Message;
}
