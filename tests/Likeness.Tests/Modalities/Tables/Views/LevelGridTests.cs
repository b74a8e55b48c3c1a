using System.Globalization;
using System.Text;
using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Json;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Views;
using Likeness.Runs;

namespace Likeness.Tests.Modalities.Tables.Views;

/// <summary>Numbers whose decimals or steps depend on a category, as in tables of laboratory results.</summary>
public sealed class LevelGridTests
{
    private const int Rows = 900;
    private static readonly (string Name, double Mean, double Deviation, int Decimals)[] Tests =
    [
        ("sodium", 140, 3, 0),
        ("haemoglobin", 14, 1.5, 1),
        ("creatinine", 1, 0.3, 2),
    ];

    // Its range is among those of the others, so that no test follows from its results.
    private static readonly (string Name, double Mean, double Deviation, int Decimals) Wide = ("insulin", 60, 60, 1);

    [Theory]
    [InlineData("a,b\nx,1.50\ny,2\n", "b", false)]
    [InlineData("a,b\nx,1.5\ny,2.25\n", "b", false)]
    public void FewRowsSayNothing(string text, string column, bool expected)
    {
        var table = Read(text);
        Assert.Equal(expected, table.Columns.Single(one => one.Name == column).DecimalsBy is not null);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void SamplesHaveTheDecimalsOfTheirLevel(bool isSeparate)
    {
        var data = Read(Results(isTrimmed: false, isSeparate));
        Assert.Equal("test", data.Columns[1].DecimalsBy!.By);
        var grid = Assert.Single(Find(data));
        Assert.Equal(("result", "test"), (grid.Column, grid.By));
        using var model = Train(data);
        var samples = model.Sample(3000, 1);
        string[] lines = Lines(samples);
        Assert.All(lines, line => Assert.Equal(Decimals(line.Split(',')[0]), Places(line.Split(',')[1])));
        Assert.Contains(lines, line => line.EndsWith('0') && line.Contains('.', StringComparison.Ordinal));
        // As they are written, so they are.
        Assert.Equal(
            samples.ColumnValues(1),
            lines.Select(line => double.Parse(line.Split(',')[1], CultureInfo.InvariantCulture))
        );
        using var json = new MemoryStream();
        JsonWriter.Write(json, [samples.TakeRows([0, 1, 2, 3])], isArray: false);
        string[] objects = Encoding.UTF8.GetString(json.ToArray()).TrimEnd().Split('\n');
        Assert.All(
            objects.Index(),
            one => Assert.EndsWith($":{lines[one.Index].Split(',')[1]}}}", one.Item, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void WithoutTrailingZerosNoneAreWritten()
    {
        var data = Read(Results(isTrimmed: true, isSeparate: false));
        Assert.Null(data.Columns[1].DecimalsBy);
        using var model = Train(data);
        var lines = Lines(model.Sample(3000, 2)).Select(line => line.Split(',')).ToList();
        Assert.All(lines, cells => Assert.InRange(Places(cells[1]), 0, Decimals(cells[0])));
        Assert.DoesNotContain(
            lines,
            cells => cells[1].Contains('.', StringComparison.Ordinal) && cells[1].EndsWith('0')
        );
    }

    [Fact]
    public void LargerStepsAreKept()
    {
        var random = new PhiloxRandom(3, 0);
        string[] grades = [.. Enumerable.Range(0, Rows).Select(_ => random.NextInt(2) == 0 ? "worker" : "manager")];
        double[] salaries =
        [
            .. grades.Select(grade =>
                grade == "worker" ? 2000 + (50 * random.NextInt(30)) : 3000 + (1000 * (double)random.NextInt(9))
            ),
        ];
        var data = Table.FromArrays(("grade", grades), ("salary", salaries));
        using var model = Train(data);
        var samples = model.Sample(3000, 3);
        Assert.All(
            Enumerable.Range(0, samples.RowCount),
            row =>
                Assert.Equal(0, samples[row, 1] % (samples.Columns[0].Write(samples[row, 0]) == "worker" ? 50 : 1000))
        );
        Assert.Equal(
            model.Encoding.ToJson().GetRawText(),
            TableEncoding.FromJson(model.Encoding.ToJson()).ToJson().GetRawText()
        );
    }

    [Fact]
    public void IndependentColumnsHaveNoSteps()
    {
        for (ulong seed = 0; seed < 10; seed++)
        {
            var random = new PhiloxRandom(seed, 1);
            double[] numbers =
            [
                .. Enumerable.Range(0, Rows).Select(_ => (double)random.NextInt(4) * (random.NextInt(3) == 0 ? 5 : 1)),
            ];
            var data = Table.FromArrays(
                ("level", Enumerable.Range(0, Rows).Select(_ => $"level {random.NextInt(60)}").ToArray()),
                ("number", numbers)
            );
            Assert.Empty(Find(data));
        }
    }

    private static IReadOnlyList<LevelGrid> Find(Table data) =>
        LevelGrids.Find(Schema.Detect(data).Apply(data), new TableRules(data.Columns, [])).All;

    private static string Results(bool isTrimmed, bool isSeparate)
    {
        (string Name, double Mean, double Deviation, int Decimals)[] tests = isSeparate ? Tests : [.. Tests, Wide];
        var random = new PhiloxRandom(1, 0);
        var text = new StringBuilder("test,result\n");
        for (int row = 0; row < Rows; row++)
        {
            var (name, mean, deviation, decimals) = tests[random.NextInt(tests.Length)];
            double value = Math.Round(mean + (deviation * random.NextNormal()), decimals);
            string format = isTrimmed ? "0.##" : $"F{decimals}";
            text.Append(
                CultureInfo.InvariantCulture,
                $"{name},{value.ToString(format, CultureInfo.InvariantCulture)}\n"
            );
        }

        return text.ToString();
    }

    private static int Decimals(string test) => Tests.Append(Wide).Single(one => one.Name == test).Decimals;

    private static int Places(string number) =>
        number.IndexOf('.', StringComparison.Ordinal) is >= 0 and var point ? number.Length - point - 1 : 0;

    private static Table Read(string text) => CsvReader.Read(Encoding.UTF8.GetBytes(text), "t.csv", []).Table;

    private static string[] Lines(Table rows)
    {
        using var stream = new MemoryStream();
        CsvWriter.Write(stream, rows);
        return Encoding.UTF8.GetString(stream.ToArray()).TrimEnd().Split('\n')[1..];
    }

    private static TableModel Train(Table table) =>
        TrainedModel.Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(table) }).As<TableModel>();
}
