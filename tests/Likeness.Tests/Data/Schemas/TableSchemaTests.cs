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
    public void Texts_are_invented_where_a_schema_or_metadata_of_SDV_says_so()
    {
        string[] schemas =
        [
            """{"version": 1, "columns": [{"name": "cut", "kind": "text", "invented": true}]}""",
            """{"METADATA_SPEC_VERSION": "V1", "tables": {"t": {"columns": {"cut": {"sdtype": "first_name"}}}}}""",
        ];
        foreach (string schema in schemas)
        {
            var column = Assert.Single(Load(schema).Columns, column => column.Name == "cut");
            Assert.True(column.Kind is TextKind { IsInvented: true });
            Assert.True(ColumnSchema.From(column) is { Invented: true, Placeholder: null });
        }
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

    [Fact]
    public void Wrong_values_and_rules_are_told_at_once_with_their_paths()
    {
        string message = Refused(
            """
            {"version": 1, "more": 1, "columns": [
              {"name": "n", "kind": "number", "minDecimals": 3, "maxDecimals": 1, "decimalSeparator": ";", "groupSeparator": "7", "min": "low"},
              {"name": "n", "name": "n", "kind": "number", "decimals": 1, "maxDecimals": 2, "prefix": "5", "groupSeparator": "."},
              {"name": "cut", "kind": "category", "levels": ["Fair", 3, null], "ordered": "yes", "missing": [1]},
              {"name": "cut", "kind": "kategory", "levels": "Fair", "format": 7},
              {"name": "e", "kind": "category", "levels": [], "missing": "x"},
              {"name": "f", "kind": "category", "levels": ["x", "y"], "missing": ["x"]},
              {"name": "g", "kind": "boolean", "false": "0", "true": 1},
              {"name": "day", "kind": "date", "format": "yyyy-MM-dd HH:mm"}],
             "rules": ["n determines n", "cut ≤ n", "n <", 4, "n <= id", "n ≤ id", "day = n + n"]}
            """
        );
        string[] expected =
        [
            "$.more:",
            "$.columns[0].min:",
            "$.columns[0].minDecimals: 3 is more than maxDecimals, 1",
            "$.columns[0].decimalSeparator: ';'",
            "$.columns[0].groupSeparator: '7'",
            "$.columns[1].name: this is given twice",
            "$.columns[1].name: 'n' is declared twice",
            "$.columns[1].decimals: decimals stands for both",
            "$.columns[1].prefix: '5' has digits",
            "$.columns[1].groupSeparator: '.' is the decimal separator",
            "$.columns[2].levels[1]: this is not a text",
            "$.columns[2].levels[2]: this is not a text",
            "$.columns[2].ordered:",
            "$.columns[2].missing[0]: this is not a text",
            "$.columns[3].kind: 'kategory'",
            "$.columns[3].levels: this is not a list",
            "$.columns[3].format: this is not a text",
            "$.columns[4].levels: there are no levels",
            "$.columns[5].levels: 'x' is a missing value",
            "$.columns[6].true: this is not a text",
            "$.columns[7].format: 'yyyy-MM-dd HH:mm' has hours",
            "$.rules[0]: rule 'n determines n' cannot be kept: 'n' is on both of its sides",
            "$.rules[1]: rule 'cut ≤ n' cannot be kept: its columns are not of one kind",
            "$.rules[2]: rule 'n <' is not understood",
            "$.rules[3]: a rule is a text",
            "$.rules[5]: rule 'n ≤ id' is given twice",
            "$.rules[6]: rule 'day = n + n' cannot be kept: its columns are not of one kind",
        ];
        Assert.All(expected, part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    [Fact]
    public void Columns_that_the_file_lacks_are_told_together_with_those_of_rules()
    {
        string message = Refused(
            """{"version": 1, "columns": [{"name": "cuts", "kind": "text"}], "rules": ["n ≤ idd", "id = n + 2.5", "x determines id"]}"""
        );
        Assert.Contains("$.columns[0].name: ", message, StringComparison.Ordinal);
        Assert.Contains(
            "$.rules[0]: rule 'n ≤ idd' cannot be kept: there is no column 'idd'",
            message,
            StringComparison.Ordinal
        );
        Assert.Contains("$.rules[2]: ", message, StringComparison.Ordinal);
        Assert.DoesNotContain("$.rules[1]", message, StringComparison.Ordinal);
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
