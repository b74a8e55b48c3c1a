using System.Text;
using Likeness.Data;
using Likeness.Data.Detection;
using Likeness.Data.Kinds;
using Likeness.Data.Schemas;
using Likeness.Evaluation;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Privacy;
using Likeness.Models.Tables;
using Likeness.Models.Trees;
using Likeness.Runs;

namespace Likeness.Tests.Modalities.Tables;

/// <summary>Numbers with few texts in their place, such as results below the limit of detection.</summary>
public sealed class NumberCodesTests
{
    [Theory]
    [InlineData("result", "<0.6 ND >1000", true)]
    [InlineData("age", "90+", true)]
    [InlineData("beds", "n/a (closed) 200+", true)]
    [InlineData("zip", "<0.6 ND", false)] // a name of codes
    [InlineData("patient", "X1 X2", false)] // a name of people
    [InlineData("icd", "V45 V46 V47 V48 V49 V50 V51 V52 V53", false)] // too many
    public void FewTextsAmongManyNumbersAreCodes(string name, string codes, bool areNumbers)
    {
        string[] texts = codes.Split(' ');
        string[] cells =
        [
            .. Enumerable
                .Range(0, 600)
                .Select(row => row % 15 == 0 ? texts[row / 15 % texts.Length] : $"{row % 83 / 10.0:0.0}"),
        ];
        var column = Read(name, cells).Columns[1];
        Assert.Equal(areNumbers, column.Kind is NumberKind);
        Assert.Equal(areNumbers, column.Codes is not null);
    }

    [Fact]
    public void TextsThatAreNoCodesStayLevels()
    {
        // Grades have few different numbers, sizes many texts, and house numbers texts that do not repeat.
        Assert.Null(
            Read(
                "grade",
                Cells(row =>
                    row % 20 == 0 ? "K"
                    : row % 20 == 1 ? "PK"
                    : $"{row % 12}"
                )
            )
                .Columns[1]
                .Codes
        );
        Assert.Null(
            Read(
                "size",
                Cells(row =>
                    row % 3 == 0 ? "S"
                    : row % 3 == 1 ? "M"
                    : $"{row % 40}"
                )
            )
                .Columns[1]
                .Codes
        );
        Assert.Null(Read("house", Cells(row => row % 100 == 7 ? $"{row}a" : $"{row % 90}")).Columns[1].Codes);
    }

    [Fact]
    public void DescribeNamesTheCodesAndTheSchemaDeclaresThem()
    {
        var read = Load(Labs());
        Assert.EndsWith("; 2 codes: <0.6, ND", read.Findings[1].Why, StringComparison.Ordinal);
        string path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "schema.json");
        TableSchema.From(read.Table).Write(path);
        var schema = TableSchema.Read(path);
        Assert.Equal(["<0.6", "ND"], schema.Find("result")!.Codes!);
        var again = CsvReader.Read(TextFileOf(Labs()), [], schema, null).Table;
        Assert.Equal(read.Table.Columns[1].Codes, again.Columns[1].Codes);
        Assert.Equal(Texts(read.Table), Texts(again));
    }

    [Fact]
    public void CellsAreWrittenAsTheyWereRead()
    {
        string text = Labs();
        using var stream = new MemoryStream();
        CsvWriter.Write(stream, Load(text).Table);
        Assert.Equal(text, Encoding.UTF8.GetString(stream.ToArray()));
    }

    /// <summary>Another file has the codes in another order, and further ones.</summary>
    [Fact]
    public void CodesOfTwoFilesAreMatchedByText()
    {
        var one = Read(
            "x",
            Cells(row =>
                row % 30 == 0 ? "ND"
                : row % 30 == 1 ? "high"
                : $"{row % 50}"
            )
        );
        var two = Read(
            "x",
            Cells(row =>
                row % 30 == 0 ? "ND"
                : row % 30 == 1 ? "aborted"
                : $"{row % 50}"
            )
        );
        var aligned = two.AlignTo(one.Columns);
        Assert.Equal("ND", aligned.Columns[1].Write(aligned[0, 1]));
        Assert.True(aligned.Columns[1].IsMissing(aligned[1, 1]));
        Assert.False(aligned.Columns[1].IsMissing(aligned[0, 1]));
        var (_, _, compared) = SharedKinds.Align(one, null, two);
        Assert.Equal("ND", compared.Columns[1].Write(compared[0, 1]));
        Assert.True(compared.Columns[1].IsMissing(compared[1, 1]));
    }

    [Fact]
    public void CodesOfFewRowsAreNotLearned()
    {
        var data = Load(Labs()).Table;
        Assert.Equal(3, Texts(data).Count(row => row.Result == "ND"));
        var learned = Protection.Fit(data).Protect(data, []);
        Assert.DoesNotContain("ND", Texts(learned).Select(row => row.Result));
        Assert.Equal(Texts(data).Count(row => row.Result == "<0.6"), Texts(learned).Count(row => row.Result == "<0.6"));
    }

    [Theory]
    [InlineData("trees")]
    [InlineData("tvae")] // takes no missing values
    public void SamplesHaveNewNumbersAndCodesWhereTheDataHave(string model)
    {
        var data = Load(Labs()).Table;
        using var trained = TrainedModel
            .Train(
                new RunSettings
                {
                    Model = model,
                    Data = DataSource.FromTable(data),
                    Options = model == "tvae" ? new TvaeOptions { Epochs = 20 } : null,
                }
            )
            .As<TableModel>();
        var samples = trained.Sample(2000, seed: 1);
        var texts = Texts(samples).ToLookup(row => row.Test, row => row.Result);
        Assert.All(texts["TSH"].Concat(texts["K"]), text => Assert.True(double.TryParse(text, out _), text));
        Assert.InRange(texts["CRP"].Count(text => text == "<0.6") / (double)texts["CRP"].Count(), 0.04, 0.3);
        Assert.DoesNotContain("ND", texts["K"]);
        // Fewer than five rows have it.
        Assert.DoesNotContain("ND", Texts(samples).Select(row => row.Result));
    }

    [Fact]
    public void ConditionsAndImputationKnowCodes()
    {
        using var trained = TrainedModel
            .Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(Load(Labs()).Table) })
            .As<TableModel>();
        var coded = trained.SampleConditional(50, trained.ParseConditions("result=\"<0.6\"")).Rows;
        Assert.All(Texts(coded), row => Assert.Equal(("CRP", "<0.6"), (row.Test, row.Result)));
        var low = trained.SampleConditional(50, trained.ParseConditions("result<3")).Rows;
        Assert.All(Texts(low), row => Assert.InRange(double.Parse(row.Result), 0, 3));
        Assert.Throws<LikenessException>(() => trained.ParseConditions("result<ND"));
        Assert.Throws<LikenessException>(() => trained.ParseConditions("result=ND")); // protected

        string[] known = ["test,result", ",<0.6", "CRP,", "K,"];
        var rows = CsvReader.Read(Encoding.UTF8.GetBytes(string.Join('\n', known)), "t.csv", []).Table;
        var (_, filled, _) = trained.Impute(new IncompleteTable(rows));
        Assert.Equal(("CRP", "<0.6"), Texts(filled)[0]);
        Assert.All(Texts(filled), row => Assert.NotEqual("", row.Result));
        Assert.True(double.TryParse(Texts(filled)[2].Result, out _));
    }

    [Fact]
    public void MissingCellsAreWrittenInTheWaysOfTheirRows()
    {
        string[] cells = Cells(row => row % 10 == 0 ? (row % 3 == 0 ? "-" : "NA") : $"{row * 7 % 97}");
        var data = Read("pay", cells);
        Assert.Equal(["-"], data.Columns[1].Codes!.Missing);
        Assert.Empty(MissingSpellings.Find(Load(Text("pay", cells))));
        using var trained = TrainedModel
            .Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(data) })
            .As<TableModel>();
        var texts = Texts(trained.Sample(1200, seed: 2));
        Assert.InRange(texts.Count(row => row.Result == "-"), 15, 80);
        Assert.InRange(texts.Count(row => row.Result == "NA"), 40, 140);
        Assert.All(texts.Where(row => row.Result == "-"), row => Assert.Equal("a", row.Test));
        var (_, filled, _) = trained.Impute(new IncompleteTable(data));
        Assert.All(Texts(filled), row => Assert.True(double.TryParse(row.Result, out _)));
    }

    [Theory]
    [InlineData("NA", true)]
    [InlineData("waived (1)", false)]
    public void RulesRestoreAColumnThatOnlyHasSeveralWaysToWriteMissingValues(string text, bool isRestored)
    {
        var lines = Enumerable
            .Range(0, 800)
            .Select(row =>
            {
                var (net, tax) = (100 + (row * 7919 % 997), 5 + (row * 104_729 % 89));
                string total =
                    row % 40 == 0 ? ""
                    : row % 41 == 1 ? text
                    : $"{net + tax}";
                return $"{net},{tax},{total},{(row % 45 == 0 ? "<1 m" : row % 397)}";
            });
        var rows = Load($"net,tax,total,distance\n{string.Join('\n', lines)}\n").Table;
        Assert.Equal(
            ["total", "distance"],
            rows.Columns.Where(column => column.Codes is not null).Select(column => column.Name)
        );
        var encoding = TableEncoding.Fit(rows, new TreesOptions());
        Assert.Equal(isRestored, encoding.Rules.Any(rule => rule.Replaces && rule.Column == "total"));
        string[] coded = isRestored ? ["distance"] : ["total", "distance"];
        Assert.Equal(coded, encoding.Columns.Where(column => column.Codes is not null).Select(column => column.Name));
    }

    private static string[] Cells(Func<int, string> cell) => [.. Enumerable.Range(0, 600).Select(cell)];

    private static Table Read(string name, string[] cells) => Load(Text(name, cells)).Table;

    private static string Text(string name, string[] cells) =>
        $"kind,{name}\n" + string.Concat(cells.Select((cell, row) => $"{(char)('a' + (row % 3))},{cell}\n"));

    // Every tenth result of one test is below its limit of detection; three are missing in another one.
    private static string Labs()
    {
        var text = new StringBuilder("test,result\n");
        var random = new Random(1);
        for (int row = 0; row < 1200; row++)
        {
            string test =
                row % 3 == 0 ? "CRP"
                : row % 3 == 1 ? "TSH"
                : "K";
            double mean =
                row % 3 == 0 ? 9
                : row % 3 == 1 ? 2
                : 4.5;
            string result =
                row % 30 == 0 ? "<0.6"
                : row is 301 or 601 or 901 ? "ND"
                : (mean + random.NextDouble()).ToString("0.00", System.Globalization.CultureInfo.InvariantCulture);
            text.Append($"{test},{result}\n");
        }

        return text.ToString();
    }

    private static LoadedTable Load(string text) => CsvReader.Read(Encoding.UTF8.GetBytes(text), "t.csv", []);

    private static Likeness.Data.Csv.TextFile TextFileOf(string text) =>
        Likeness.Data.Csv.TextFile.FromBytes(Encoding.UTF8.GetBytes(text), "t.csv");

    private static (string Test, string Result)[] Texts(Table rows) =>
        [
            .. Enumerable
                .Range(0, rows.RowCount)
                .Select(row => (rows.Columns[0].Write(rows[row, 0]), rows.Columns[1].Write(rows[row, 1]))),
        ];
}
