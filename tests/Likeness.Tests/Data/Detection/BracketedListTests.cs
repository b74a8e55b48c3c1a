using System.Text;
using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Detection;
using Likeness.Data.Kinds;
using Likeness.Data.Schemas;
using Likeness.Modalities.Tables;
using Likeness.Runs;

namespace Likeness.Tests.Data.Detection;

/// <summary>Lists in a cell as JSON, Python and PostgreSQL write them.</summary>
public sealed class BracketedListTests
{
    // No order of texts, which the lists have; with signs that the forms treat in ways of their own.
    private static readonly string[] Choices = ["Wifi", "Hot tub", "TV, cable", "Bob's bar", "Air"];

    [Theory]
    [InlineData(ListForm.Json, ", ", """["Wifi", "TV, cable", "Bob's bar"]""", "[]", "written as JSON")]
    [InlineData(ListForm.Json, ",", """["Wifi","TV, cable","Bob's bar"]""", "[]", "written as JSON")]
    [InlineData(ListForm.Python, ", ", """['Wifi', 'TV, cable', "Bob's bar"]""", "[]", "as Python writes them")]
    [InlineData(ListForm.Postgres, ",", """{Wifi,"TV, cable","Bob's bar"}""", "{}", "written as arrays of PostgreSQL")]
    public void ListsAreFoundWithTheirOrderAndWrittenAsTheyWereRead(
        ListForm form,
        string separator,
        string one,
        string empty,
        string why
    )
    {
        string text = Rooms(form, separator, 300);
        var read = Load(text);
        var kind = Assert.IsType<ListKind>(read.Table.Columns[1].Kind);
        Assert.Equal(form, kind.Form);
        Assert.Equal(Choices, kind.Choices);
        Assert.Equal($"lists of 5 choices, {why}", read.Findings[1].Why);
        Assert.Equal(one, kind.Write(1 + 4 + 8));
        Assert.Equal(empty, kind.Write(0));
        Assert.Contains(0, read.Table.ColumnValues(1));
        using var stream = new MemoryStream();
        CsvWriter.Write(stream, read.Table);
        Assert.Equal(text, Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Theory]
    [InlineData("[1, 2]")]
    [InlineData("['a' 'b']")]
    [InlineData("""["a", "a"]""")]
    [InlineData("""["a", ]""")]
    [InlineData("""["a", ""]""")]
    [InlineData("""["a", "b" """)]
    [InlineData("""["a", 1]""")]
    [InlineData("a, b")]
    public void OtherTextsAreNone(string other)
    {
        string[] texts =
        [
            .. Lists().Take(40).Select(list => BracketedList.Write(ListForm.Json, list, ", ")).Distinct(),
        ];
        Assert.NotNull(ListSearch.Find(texts, [.. texts.Select(_ => 3)]));
        texts = [.. texts, other];
        Assert.Null(ListSearch.Find(texts, [.. texts.Select(_ => 3)]));
    }

    [Fact]
    public void EscapesStay()
    {
        string[] texts = ["""["50\" TV", "caf\u00e9"]""", """["50\" TV"]""", """["caf\u00e9"]""", "[]"];
        var kind = ListSearch.Declare(texts, [3, 3, 3, 3], null);
        Assert.Equal(["""50\" TV""", """caf\u00e9"""], kind.Choices);
        Assert.All(
            texts,
            text =>
            {
                Assert.True(kind.TryRead(text, out double cell));
                Assert.Equal(text, kind.Write(cell));
            }
        );
        Assert.Throws<ArgumentException>(() => new ListKind(["a\"b"], ", ", ListForm.Json));
    }

    [Fact]
    public void SamplesHaveNewListsInTheOrderOfTheData()
    {
        var data = Load(Rooms(ListForm.Json, ", ", 700)).Table;
        using var model = TrainedModel
            .Train(
                new RunSettings
                {
                    Model = "trees",
                    Data = DataSource.FromTable(data),
                    Seed = 3,
                }
            )
            .As<TableModel>();
        string[] known = [.. Texts(data)];
        string[] samples = [.. Texts(model.Sample(700, seed: 1))];
        Assert.Equal(
            known.Count(text => text.Contains("Hot tub", StringComparison.Ordinal)) / 700.0,
            samples.Count(text => text.Contains("Hot tub", StringComparison.Ordinal)) / 700.0,
            0.06
        );
        Assert.All(
            samples,
            text =>
            {
                string[] list = [.. BracketedList.Read(ListForm.Json, text)!];
                Assert.Equal(Choices.Intersect(list), list);
            }
        );
        Assert.Contains("[]", samples);
        var given = model.SampleConditional(10, model.ParseConditions("""amenities='["Air", "Wifi"]'""")).Rows;
        Assert.All(Texts(given), text => Assert.Equal("""["Wifi", "Air"]""", text));
    }

    [Fact]
    public void ASchemaDeclaresThem()
    {
        string text = Rooms(ListForm.Python, ", ", 200);
        var read = Load(text).Table;
        string path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "schema.json");
        TableSchema.From(read).Write(path);
        var schema = TableSchema.Read(path);
        Assert.Equal("python", schema.Find("amenities")!.Brackets);
        var again = CsvReader.Read(Bytes(text), [], schema, null).Table;
        Assert.Equal(read.Columns[1].Kind, again.Columns[1].Kind);
        Assert.Equal(read.ColumnValues(1), again.ColumnValues(1));
        Assert.Equal(read.Columns[1].Kind, new ListKind(Choices, ", ", ListForm.Python));
        // Too few rows to be found.
        var few = new TableSchema([new ColumnSchema("tags", "list")]);
        var tags = CsvReader.Read(Bytes("tags,x\n\"{a,b}\",1\n{b},2\n{},3\n"), [], few, null).Table;
        Assert.Equal(ListForm.Postgres, Assert.IsType<ListKind>(tags.Columns[0].Kind).Form);
        Assert.Equal([3, 2, 0], tags.ColumnValues(0));
        File.WriteAllText(path, """{"version": 1, "columns": [{"name": "tags", "kind": "list", "brackets": "xml"}]}""");
        Assert.Contains(
            "$.columns[0].brackets: 'xml' is no way to write lists (give json, python, postgres, or leave it out)",
            Assert.Throws<LikenessException>(() => TableSchema.Read(path)).Message,
            StringComparison.Ordinal
        );
    }

    private static IEnumerable<string> Texts(Table rows) =>
        rows.ColumnValues(1).Select(cell => rows.Columns[1].Write(cell));

    private static string Rooms(ListForm form, string separator, int rows) =>
        "price,amenities\n"
        + string.Concat(
            Lists()
                .Take(rows)
                .Select((list, row) => $"{40 + (row * 7 % 43)},{Cell(BracketedList.Write(form, list, separator))}\n")
        );

    private static string Cell(string text) =>
        text.AsSpan().ContainsAny(',', '"') ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;

    private static IEnumerable<string[]> Lists()
    {
        var random = new PhiloxRandom(5, 0);
        while (true)
        {
            yield return [.. Choices.Where((_, i) => random.NextDouble() < 0.3 + (0.1 * i))];
        }
    }

    private static LoadedTable Load(string text) => CsvReader.Read(Encoding.UTF8.GetBytes(text), "t.csv", []);

    private static Likeness.Data.Csv.TextFile Bytes(string text) =>
        Likeness.Data.Csv.TextFile.FromBytes(Encoding.UTF8.GetBytes(text), "t.csv");
}
