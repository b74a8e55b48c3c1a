using System.Text.Json;
using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Privacy;
using Likeness.Modalities.Tables.Views;
using Likeness.Runs;

namespace Likeness.Tests.Modalities.Tables.Privacy;

/// <summary>Numbers whose range depends on a category.</summary>
public sealed class LevelRangesTests
{
    private const int Rows = 1500;
    private static readonly string[] Tests = ["sodium", "glucose", "iron", "crp"];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void SamplesStayWithinTheRangeOfTheirLevel(bool protects)
    {
        var data = Results(1);
        using var model = Train(data, protects);
        var samples = model.Sample(4000, 1);
        foreach (string test in Tests)
        {
            double[] known = [.. Numbers(data, test).Order()];
            double[] sampled = Numbers(samples, test);
            // The training rows are a part of the data, whose fifth lowest is not below that of all rows.
            int at = protects ? Protection.MinRows - 1 : 0;
            Assert.InRange(sampled.Min(), known[at], known[^1]);
            Assert.InRange(sampled.Max(), known[0], known[^(at + 1)]);
            Assert.True(sampled.CountBy(value => value).Max(value => value.Value) < 0.06 * sampled.Length);
        }

        // What is computed from a number follows it.
        Assert.All(
            Enumerable.Range(0, samples.RowCount),
            row => Assert.Equal(samples[row, 1] * samples[row, 2], samples[row, 3], 6)
        );
        Assert.DoesNotContain(false, model.Encoding.Rules.Single().Holds(samples));
        Assert.Equal(
            protects,
            model.Encoding.ProtectionRemark?.EndsWith(
                "also beyond those of their test in result",
                StringComparison.Ordinal
            ) ?? false
        );
    }

    [Fact]
    public void ASmallerSampleIsAPrefix()
    {
        using var model = Train(Results(2));
        var (small, large) = (model.Sample(300, 5), model.Sample(700, 5));
        Assert.Equal(small.ToRowMajor(), large.TakeRows([.. Enumerable.Range(0, 300)]).ToRowMajor());
    }

    [Fact]
    public void ConditionsAndImputationKeepToTheRange()
    {
        var data = Results(3);
        using var model = Train(data);
        double[] known = [.. Numbers(data, "sodium").Order()];
        double[] conditional = Numbers(
            model.SampleConditional(300, model.ParseConditions("test=sodium")).Rows,
            "sodium"
        );
        Assert.Equal(300, conditional.Length);
        Assert.All(conditional, value => Assert.InRange(value, known[4], known[^5]));
        double[] unknown = [.. Enumerable.Repeat(double.NaN, data.RowCount)];
        var (_, filled, _) = model.Impute(
            new IncompleteTable(
                Table.FromColumns(data.Columns, [data.ColumnValues(0), unknown, data.ColumnValues(2), unknown])
            )
        );
        Assert.Equal(data.ColumnValues(0), filled.ColumnValues(0));
        foreach (string test in Tests)
        {
            known = [.. Numbers(data, test).Order()];
            Assert.All(Numbers(filled, test), value => Assert.InRange(value, known[4], known[^5]));
        }
    }

    [Fact]
    public void LevelsOfFewRowsHaveOtherLimits()
    {
        // 300, 20, 19, 5 and 4 rows of levels, with numbers from 1000 times the level on.
        int[] counts = [300, 20, 19, 5, 4];
        double[] levels = [.. counts.SelectMany((count, level) => Enumerable.Repeat((double)level, count))];
        double[] numbers =
        [
            .. counts.SelectMany((count, level) => Enumerable.Range(1000 * level, count).Select(i => (double)i)),
        ];
        var data = Table.FromColumns(
            [new("level") { Kind = new CategoryKind(["a", "b", "c", "d", "e"]) }, new("number")],
            [levels, numbers]
        );
        var ranges = Assert.Single(Fitted(data, protects: true).All);
        Assert.Equal(
            [(4.0, 295.0), (1004, 1015), (2000, 2018), (3000, 3004)],
            ranges.Ranges.Select(range => (range.Low, range.High))
        );
        Assert.Null(ranges.Of(4));
        Assert.Null(ranges.Of(double.NaN));
        Assert.Equal(
            (1000.0, 1019.0),
            Fitted(data, protects: false).All[0].Of(1) is { } free ? (free.Low, free.High) : default
        );
        Assert.Null(Fitted(data, protects: false).Description);
        var bad = Table.FromColumns(
            data.Columns,
            [
                [0, 0, 1, 1, 4],
                [3, 400, 1018, 1016, 7],
            ]
        );
        var folded = Fitted(data, protects: true).Fold(bad, out int[] changed);
        Assert.Equal([0, 2, 3], changed);
        Assert.Equal([5, 400, 1012, 1014, 7], folded.ColumnValues(1));
        bool[] allowed = [true, true, true, true, true];
        Fitted(data, protects: true).Exclude(folded, allowed);
        Assert.Equal([true, false, true, true, true], allowed);
        Assert.Equal([4, 295, 1015, 1015, 7], Fitted(data, protects: true).Clamp(bad, out _).ColumnValues(1));
    }

    [Fact]
    public void NumbersWithoutWrittenPrecisionHaveRanges()
    {
        var results = Results(5);
        double[] numbers = [.. results.ColumnValues(1).Select(result => result * Math.PI)];
        var data = Table.FromColumns([results.Columns[0], new("result")], [results.ColumnValues(0), numbers]);
        Assert.Null(Fitted(data, protects: true).All.Single().Decimals);
    }

    [Fact]
    public void IndependentColumnsHaveNoRanges()
    {
        for (ulong seed = 0; seed < 10; seed++)
        {
            var random = new PhiloxRandom(seed, 2);
            var data = Table.FromArrays(
                ("level", Enumerable.Range(0, Rows).Select(_ => $"level {random.NextInt(200)}").ToArray()),
                ("number", Enumerable.Range(0, Rows).Select(_ => random.NextNormal()).ToArray())
            );
            Assert.Empty(Fitted(data, protects: true).All);
        }
    }

    [Fact]
    public void OfTwoCategoriesTheOneThatNarrowsMostCounts()
    {
        var data = Results(4);
        double[] kinds = [.. data.ColumnValues(0).Select(test => Math.Floor(test / 2))];
        var both = Table.FromColumns(
            [new("kind") { Kind = new CategoryKind(["one", "two"]) }, .. data.Columns],
            [kinds, .. Enumerable.Range(0, data.Width).Select(data.ColumnValues)]
        );
        Assert.Equal("test", Fitted(both, protects: true).All.Single(ranges => ranges.Column == "result").By);
    }

    private static LevelRanges Fitted(Table data, bool protects) =>
        LevelRanges.FromJson(
            JsonDocument
                .Parse(
                    LevelRanges
                        .Fit(data, [], protects, [], new Dictionary<string, ListedNumbers>())
                        .ToJson()
                        .GetRawText()
                )
                .RootElement
        );

    // Results of tests, the number of units, and their product.
    private static Table Results(ulong seed)
    {
        var random = new PhiloxRandom(seed, 0);
        string[] tests = [.. Enumerable.Range(0, Rows).Select(_ => Tests[random.NextInt(Tests.Length)])];
        double[] results =
        [
            .. tests.Select(test =>
                Math.Round(
                    test switch
                    {
                        "sodium" => 140 + (3 * random.NextNormal()),
                        "glucose" => 100 + (25 * random.NextNormal()),
                        "iron" => 60 + (20 * random.NextNormal()),
                        _ => 6 * Math.Exp(random.NextNormal()),
                    },
                    1
                )
            ),
        ];
        double[] units = [.. tests.Select(_ => 1.0 + random.NextInt(30))];
        return Table.FromArrays(
            ("test", tests),
            ("result", results),
            ("units", units),
            ("total", results.Zip(units, (result, count) => Math.Round(result * count, 1)).ToArray())
        );
    }

    private static double[] Numbers(Table rows, string test) =>
        [
            .. Enumerable
                .Range(0, rows.RowCount)
                .Where(row => rows.Columns[0].Write(rows[row, 0]) == test)
                .Select(row => rows[row, 1]),
        ];

    private static TableModel Train(Table table, bool protects = true) =>
        TrainedModel
            .Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(table) with { Protects = protects } })
            .As<TableModel>();
}
