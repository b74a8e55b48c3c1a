using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Rules;
using Likeness.Runs;

namespace Likeness.Tests.Modalities.Tables.Rules.Formulas;

/// <summary>Columns that repeat another one, and clocks that repeat those of times.</summary>
public sealed class CopyRulesTests
{
    private const int Rows = 800;

    /// <summary>Where a ratio of others is fixed, a copy is also a product with it.</summary>
    [Fact]
    public void ACopyIsNoProductWithAFixedRatio()
    {
        var random = new PhiloxRandom(3, 0);
        double[] amount = Numbers(_ => Math.Round(Math.Exp(3 + (2 * random.NextDouble())), 2));
        double[] pieces = Numbers(_ => random.NextDouble() < 0.3 ? double.NaN : 1 + random.NextInt(40));
        double[] grams = Array.ConvertAll(pieces, one => 100 * one);
        var table = Table.FromColumns(
            [new("amount"), new("again"), new("pieces") { Missing = "" }, new("grams") { Missing = "" }],
            [amount, amount, pieces, grams]
        );
        var found = TableRules.Find(Schema.Detect(table).Apply(table), wanted: true);
        Assert.Equal(["again = amount", "grams = 100 × pieces"], found.Texts.Order());
    }

    [Fact]
    public void AClockIsThatOfTheTime()
    {
        var random = new PhiloxRandom(4, 0);
        double[] created = Numbers(_ => 1.7e9 + (60 * random.NextInt(400_000)) - 20);
        double[] clock = Array.ConvertAll(created, time => time % 86_400);
        var table = Table.FromColumns(
            [
                new("created") { Kind = new TimeKind("yyyy-MM-dd HH:mm:ss") },
                new("time") { Kind = new DurationKind("hh:mm:ss") },
                new("value"),
            ],
            [created, clock, Numbers(_ => random.NextDouble())]
        );
        table = Schema.Detect(table).Apply(table);
        Assert.Equal(["time = clock(created)"], TableRules.Find(table, wanted: true).Texts);
        using var model = TrainedModel
            .Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(table) })
            .As<TableModel>();
        var samples = model.Sample(300, 1);
        Assert.All(Enumerable.Range(0, 300), row => Assert.Equal(samples[row, 0] % 86_400, samples[row, 1], 3));
        clock[5] = (clock[5] + 60) % 86_400;
        Assert.Empty(
            TableRules
                .Find(Table.FromColumns(table.Columns, [created, clock, table.ColumnValues(2)]), wanted: true)
                .Exact
        );
    }

    /// <summary>Files have 15 digits of a number less its mean, which short numbers are only near.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ACentredNumberIsComputedToTheLastDigit(bool isFirst)
    {
        const double Mean = 6.285684288569671;
        var random = new PhiloxRandom(8, 0);
        double[] score = Numbers(_ => Math.Round(2 + (6 * random.NextDouble()), 3));
        double[] centred = Array.ConvertAll(score, one => SignificantDigits.Round(one - Mean, 15));
        var table = isFirst
            ? Table.FromArrays(("centred", centred), ("score", score))
            : Table.FromArrays(("score", score), ("centred", centred));
        table = Schema.Detect(table).Apply(table);
        var rules = TableRules.Find(table, wanted: true);
        Assert.Contains("6.2856842885696", Assert.Single(rules.Texts), StringComparison.Ordinal);
        var decoded = rules.Decode(rules.Encode(table));
        Assert.Equal(score, Array.ConvertAll(decoded.ColumnValues(isFirst ? 1 : 0), one => Math.Round(one, 9)));
        double[] computed = decoded.ColumnValues(isFirst ? 0 : 1);
        Assert.Equal(centred, Array.ConvertAll(computed, one => SignificantDigits.Round(one, 15)));
    }

    /// <summary>A standardised number has a mean and a deviation of many digits.</summary>
    [Fact]
    public void AStandardisedNumberIsComputedToTheLastDigits()
    {
        var random = new PhiloxRandom(9, 0);
        double[] height = Numbers(_ => 140 + random.NextInt(60));
        double[] z = Array.ConvertAll(
            height,
            one => SignificantDigits.Round((one - 168.73912345678) / 9.3141592653589, 15)
        );
        var table = Table.FromArrays(("height", height), ("z", z));
        table = Schema.Detect(table).Apply(table);
        var rules = TableRules.Find(table, wanted: true);
        double[] computed = rules.Decode(rules.Encode(table)).ColumnValues(1);
        Assert.All(z.Zip(computed), one => Assert.Equal(one.First, one.Second, 1e-12));
    }

    private static double[] Numbers(Func<int, double> number) => [.. Enumerable.Range(0, Rows).Select(number)];
}
