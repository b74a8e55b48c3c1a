using System.Text;
using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Json;
using Likeness.Data.Kinds;
using Likeness.Data.Schemas;
using Likeness.Evaluation;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Rules;
using Likeness.Models.Trees;
using Likeness.Runs;

namespace Likeness.Tests.Modalities.Tables.Rules.Levels;

/// <summary>Answers to questions of which several apply, in one cell.</summary>
public sealed class ListColumnTests
{
    private const int Rows = 800;

    // No order of texts, which the lists have.
    private static readonly string[] Languages = ["Python", "Go", "C#", "Rust", "Ada", "SQL"];

    [Fact]
    public void ListsAreFoundWithTheirOrderAndAreWrittenAsTheyWereRead()
    {
        string text = Survey(';');
        var read = Load(text);
        var kind = Assert.IsType<ListKind>(read.Table.Columns[1].Kind);
        Assert.Equal(7, kind.Choices.Count);
        Assert.Equal(Languages, kind.Choices.Where(choice => choice != "Cobol"));
        Assert.Equal("lists of 7 choices, with ';' between them", read.Findings[1].Why);
        Assert.StartsWith("7: ", KindDescription.DescribeRange(read.Table, 1), StringComparison.Ordinal);
        Assert.Equal(text, Written(read.Table));
    }

    [Theory]
    [InlineData(";", false)]
    [InlineData("; ", false)]
    [InlineData("|", false)]
    [InlineData(",", false)]
    [InlineData(", ", false)]
    [InlineData(";", true)]
    public void AnyDelimiterSeparatesChoices(string separator, bool isClosed)
    {
        var kind = Find(
            Known().Select(list => string.Join(separator, list) + (isClosed && list.Length > 0 ? separator : ""))
        );
        Assert.Equal((separator, isClosed), (((ListKind)kind).Separator, ((ListKind)kind).IsClosed));
        Assert.Equal(isClosed ? "Python;Rust;" : $"Python{separator}Rust", kind.Write(9));
    }

    [Fact]
    public void OtherTextsWithDelimitersAreNoLists()
    {
        string[] first = ["Ann", "Bob", "Cleo", "Dan", "Eve", "Finn", "Gus"];
        string[] last = ["Smith", "Jones", "Brown", "Wood", "Hill", "Stone"];
        // Names, with titles; places; quantities; sentences.
        Assert.IsNotType<ListKind>(
            Find(Row(row => $"{last[row % 6]}, {first[row % 7]}" + (row % 3 == 0 ? ", Dr." : "")))
        );
        Assert.IsNotType<ListKind>(Find(Row(row => $"{row % 97} Mill Lane, {last[row % 6]}, {first[row % 7]}")));
        Assert.IsNotType<ListKind>(
            Find(Row(row => $"{row % 3},{(row + 1) % 3},{row % 2}" + (row % 5 == 0 ? ",1" : "")))
        );
        Assert.IsNotType<ListKind>(Find(Row(row => $"{row % 41},{row * 7 % 100:00}")));
        Assert.IsNotType<ListKind>(Find(Row(row => $"{last[row % 6]} came, {first[row % 7]} saw {row}, and left")));
        // Few lists stay levels.
        Assert.IsType<CategoryKind>(
            Find(
                Row(row =>
                    row % 3 == 0 ? "a;b"
                    : row % 3 == 1 ? "a"
                    : "b"
                )
            )
        );
    }

    [Fact]
    public void EachFrequentChoiceIsAColumnAndRareOnesAreNoneUnlessProtectionIsOff()
    {
        var table = Load(Survey(';')).Table;
        var encoding = TableEncoding.Fit(table, new TreesOptions());
        string[] seen = [.. encoding.View.Columns.Select(column => column.Name)];
        Assert.Equal("knows is missing", seen[1]);
        Assert.Equal(Languages.Select(language => $"knows: {language}"), seen[2..8]);
        Assert.DoesNotContain("knows: Cobol", seen);
        var all = TableEncoding.Fit(table, new TreesOptions(), new TableSettings { Protects = false });
        Assert.Contains("knows: Cobol", all.View.Columns.Select(column => column.Name));
        Assert.Equal(table.ColumnValues(1), all.Decoded(all.Encoded(table)).ColumnValues(1));
        var again = TableRules.FromJson(all.AllRules.ToJson());
        Assert.Equal(table.ColumnValues(1), again.Decode(again.Encode(table)).ColumnValues(1));
    }

    [Fact]
    public void SamplesKeepChoicesTogetherAndWhatFollowsFromThem()
    {
        var data = Load(Survey(';')).Table;
        using var model = Train(data);
        Assert.Contains("knows determines count", model.Encoding.AllRules.Texts);
        Assert.Contains("knows determines uses C#", model.Encoding.AllRules.Texts);
        var samples = model.Sample(2000, seed: 1);
        Assert.Equal(
            Fraction(data, row => row.Knows.Contains("Rust")),
            Fraction(samples, row => row.Knows.Contains("Rust")),
            0.05
        );
        Assert.Equal(
            Fraction(data, row => row.Knows.Contains("Rust") && row.Wants.Contains("Rust")),
            Fraction(samples, row => row.Knows.Contains("Rust") && row.Wants.Contains("Rust")),
            0.05
        );
        Assert.Equal(
            Fraction(data, row => row.Knows.Length == 0),
            Fraction(samples, row => row.Knows.Length == 0),
            0.03
        );
        Assert.All(
            Answers(samples),
            row =>
            {
                Assert.Equal($"{row.Knows.Length}", row.Count);
                Assert.Equal(row.Knows.Contains("C#") ? "Yes" : "No", row.UsesCSharp);
                Assert.DoesNotContain("Cobol", row.Knows);
                Assert.Equal(Languages.Intersect(row.Knows), row.Knows);
            }
        );
        // Lists that the data do not have, too.
        string[] known = [.. Answers(data).Select(row => string.Join(';', row.Knows))];
        Assert.Contains(Answers(samples), row => !known.Contains(string.Join(';', row.Knows)));
    }

    [Fact]
    public void ConditionsAreOnListsAndOnChoices()
    {
        using var model = Train(Load(Survey(';')).Table);
        Assert.All(
            Answers(model.SampleConditional(60, model.ParseConditions("knows: Rust=yes, uses C#=No")).Rows),
            row => Assert.True(row.Knows.Contains("Rust") && !row.Knows.Contains("C#"))
        );
        Assert.All(
            Answers(model.SampleConditional(20, model.ParseConditions("knows='SQL;Python'")).Rows),
            row => Assert.Equal(["Python", "SQL"], row.Knows)
        );
        Assert.All(
            Answers(model.SampleConditional(20, model.ParseConditions("knows=")).Rows),
            row => Assert.Empty(row.Knows)
        );
        var wrong = Assert.Throws<LikenessException>(() => model.ParseConditions("knows<Python"));
        Assert.Equal(
            "lists of column 'knows' have no order, so '<' has no meaning (write knows=Python)",
            wrong.Message
        );
    }

    [Fact]
    public void ImputedListsAgreeWithWhatFollowsAndKnownOnesStay()
    {
        var data = Load(Survey(';')).Table;
        using var model = Train(data);
        double[][] cells = [.. Enumerable.Range(0, data.Width).Select(data.ColumnValues)];
        for (int row = 0; row < 100; row++)
        {
            cells[row % 2 == 0 ? 1 : 2][row] = double.NaN;
        }

        var some = Table.FromColumns(data.Columns, cells).TakeRows([.. Enumerable.Range(0, 100)]);
        var (_, filled, _) = model.Impute(new IncompleteTable(some));
        foreach (var (row, (known, own)) in Answers(data).Zip(Answers(filled)).Index().Take(100))
        {
            Assert.Equal(known.UsesCSharp, own.UsesCSharp);
            if (row % 2 == 1)
            {
                Assert.Equal(known.Knows, own.Knows);
            }
            else if (known.Knows.Length > 0)
            {
                Assert.Equal(known.UsesCSharp == "Yes", own.Knows.Contains("C#"));
            }
        }
    }

    [Fact]
    public void ASchemaDeclaresLists()
    {
        var read = Load(Survey('|'));
        string path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "schema.json");
        TableSchema.From(read.Table).Write(path);
        var schema = TableSchema.Read(path);
        Assert.Equal("|", schema.Find("knows")!.Separator);
        var again = CsvReader.Read(TextFileOf(Survey('|')), [], schema, null).Table;
        Assert.Equal(read.Table.Columns[1].Kind, again.Columns[1].Kind);
        Assert.Equal(read.Table.ColumnValues(1), again.ColumnValues(1));
        var few = new TableSchema([new ColumnSchema("tags", "list")]);
        var tags = CsvReader.Read(TextFileOf("tags,x\na;b,1\nb,2\na,3\n"), [], few, null).Table;
        Assert.Equal(["a", "b"], Assert.IsType<ListKind>(tags.Columns[0].Kind).Choices);
        Assert.Equal([3, 2, 1], tags.ColumnValues(0));
        File.WriteAllText(
            path,
            """{"version": 1, "columns": [{"name": "knows", "kind": "list", "levels": ["a;b"], "separator": ";"}]}"""
        );
        Assert.Contains(
            "$.columns[0].levels: 'a;b' cannot be a choice",
            Assert.Throws<LikenessException>(() => TableSchema.Read(path)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void TwoFilesAreComparedByChoices()
    {
        var real = Load(Survey(';')).Table;
        var other = Load(Survey(';').Replace("Ada", "Zig", StringComparison.Ordinal)).Table;
        var aligned = other.AlignTo(real.Columns);
        Assert.Equal(
            other.Columns[1].Write(other[5, 1]).Split(';').Order(),
            aligned.Columns[1].Write(aligned[5, 1]).Split(';').Order()
        );
        var report = Evaluator.Evaluate(real, other, new EvaluationSettings { MaxRows = 400 });
        Assert.Contains("knows: Ada", report.Columns);
        Assert.DoesNotContain("knows", report.Columns);
        Assert.Contains(
            "Column 'knows' holds lists, of which the 6 choices of at least 5 rows are compared.",
            report.Warnings
        );
    }

    [Fact]
    public void JsonHasTheTextOfAList()
    {
        var table = Load(Survey(';')).Table;
        using var stream = new MemoryStream();
        JsonWriter.Write(stream, [table.TakeRows([1])], isArray: false);
        Assert.Contains(
            $"\"knows\":\"{table.Columns[1].Write(table[1, 1])}\"",
            Encoding.UTF8.GetString(stream.ToArray()),
            StringComparison.Ordinal
        );
    }

    private sealed record Answer(string[] Knows, string[] Wants, string Count, string UsesCSharp);

    private static IEnumerable<Answer> Answers(Table rows) =>
        Enumerable
            .Range(0, rows.RowCount)
            .Select(row =>
            {
                string[] cells = [.. rows.Columns.Select((column, i) => column.Write(rows[row, i]))];
                return new Answer(
                    cells[1].Split(';', StringSplitOptions.RemoveEmptyEntries),
                    cells[2].Split(';', StringSplitOptions.RemoveEmptyEntries),
                    cells[3],
                    cells[4]
                );
            });

    private static double Fraction(Table rows, Func<Answer, bool> has) =>
        Answers(rows).Count(has) / (double)rows.RowCount;

    private static TableModel Train(Table table) =>
        TrainedModel
            .Train(
                new RunSettings
                {
                    Model = "trees",
                    Data = DataSource.FromTable(table),
                    Seed = 3,
                }
            )
            .As<TableModel>();

    // People of one of two groups; who knows a language mostly wants it. Three know Cobol.
    private static string Survey(char mark)
    {
        var random = new PhiloxRandom(7, 0);
        var text = new StringBuilder("age,knows,wants,count,uses C#\n");
        foreach (var (row, knows) in Known().Index())
        {
            string[] wants =
            [
                .. Languages.Where(language => random.NextDouble() < (knows.Contains(language) ? 0.8 : 0.1)),
            ];
            string[] all = row is 100 or 200 or 300 && knows.Length > 0 ? [.. knows, "Cobol"] : knows;
            text.Append(
                $"{20 + (row * 7 % 43)},{string.Join(mark, all)},{string.Join(mark, wants)},{all.Length},{(all.Contains("C#") ? "Yes" : "No")}\n"
            );
        }

        return text.ToString();
    }

    private static IEnumerable<string[]> Known()
    {
        var random = new PhiloxRandom(5, 0);
        for (int row = 0; row < Rows; row++)
        {
            bool isSystems = random.NextDouble() < 0.4;
            yield return [.. Languages.Where((_, i) => random.NextDouble() < ((i % 2 == 1) == isSystems ? 0.6 : 0.15))];
        }
    }

    private static IEnumerable<string> Row(Func<int, string> cell) => Enumerable.Range(0, Rows).Select(cell);

    private static ColumnKind Find(IEnumerable<string> cells)
    {
        string rows = string.Concat(cells.Select((cell, row) => $"{row},\"{cell}\"\n"));
        return Load($"n,tags\n{rows}").Table.Columns[1].Kind;
    }

    private static string Written(Table table)
    {
        using var stream = new MemoryStream();
        CsvWriter.Write(stream, table);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static LoadedTable Load(string text) => CsvReader.Read(Encoding.UTF8.GetBytes(text), "t.csv", []);

    private static Likeness.Data.Csv.TextFile TextFileOf(string text) =>
        Likeness.Data.Csv.TextFile.FromBytes(Encoding.UTF8.GetBytes(text), "t.csv");
}
