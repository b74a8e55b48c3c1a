using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Declared;
using Likeness.Runs;

namespace Likeness.Tests.Modalities.Tables.Rules.Formulas;

/// <summary>Formulas with a bound: the smaller or larger of columns, multiples, numbers and formulas.</summary>
public sealed class BoundSearchTests
{
    private const int Rows = 900;

    public static TheoryData<string, string> Tables =>
        new()
        {
            { "time", "last = min(first, second)" },
            { "weight", "last = max(first, second)" },
            { "contribution", "last = min(350, 0.2 × first)" },
            { "fee", "last = max(8, 0.02 × first)" },
            { "layer", "last = min(max(0, first - second), third)" },
            { "size", "last = abs(first)" },
            { "taxes", "last = max(0.3 × first - 100, 0.1 × first)" },
        };

    [Theory]
    [MemberData(nameof(Tables))]
    public void TheRuleIsFoundAndKept(string name, string rule)
    {
        var table = Create(name);
        var found = TableRules.Find(table, wanted: true);
        Assert.Equal([rule], Texts(found));
        Assert.Equal([rule], Texts(TableRules.FromJson(found.ToJson())));
        var declared = DeclaredRules.Create(table, [rule]);
        Assert.Equal([rule], Texts(declared));
        Assert.All(
            [found, declared],
            one =>
                Assert.Equal(
                    table.ColumnValues(table.Width - 1),
                    one.Decode(one.Encode(table)).ColumnValues(table.Width - 1),
                    (a, b) => Math.Abs(a - b) < 0.0101
                )
        );
    }

    [Fact]
    public void SampledRowsSatisfyIt()
    {
        using var model = TrainedModel
            .Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(Create("layer")) })
            .As<TableModel>();
        var rows = model.Sample(500);
        Assert.All(
            Enumerable.Range(0, rows.RowCount),
            row =>
                Assert.Equal(
                    Math.Min(Math.Max(0, rows[row, 0] - rows[row, 1]), rows[row, 2]),
                    rows[row, 3],
                    tolerance: 1e-6
                )
        );
    }

    /// <summary>A bound that few rows meet is none, nor is one that rows meet at random.</summary>
    [Theory]
    [InlineData(10, false)]
    [InlineData(300, true)]
    public void RowsMeetNoBoundByChance(int met, bool isRandom)
    {
        var random = new PhiloxRandom(4, 0);
        double[] first = Values(random, _ => 100 + (900 * random.NextDouble()));
        double[] last = [.. first.Select((one, row) => row < met ? (isRandom ? 200 : Math.Min(one, 200)) : one)];
        first = [.. first.Select((one, row) => row < met || one < 200 ? one : one / 5)];
        last = [.. last.Select((one, row) => row < met ? one : first[row])];
        var found = TableRules.Find(Detected([first, last]), wanted: true);
        Assert.DoesNotContain(Texts(found), text => text.Contains("min", StringComparison.Ordinal));
    }

    /// <summary>Where a percentage is 0, so is each multiple of it; where it is 100, a product is no larger than its other part: neither is a bound.</summary>
    [Fact]
    public void AProductHasNoBoundWhereItIsOneAnyway()
    {
        var random = new PhiloxRandom(7, 0);
        double[] percentages = [0, 5, 15, 35, 60, 100];
        double[] first = Values(random, _ => percentages[random.NextInt(6)]);
        double[] second = Values(random, _ => 100 * (4 + random.NextInt(500)));
        double[] last = [.. first.Zip(second, (percentage, amount) => percentage * amount / 100)];
        Assert.Equal(
            ["last = first × second / 100"],
            Texts(TableRules.Find(Detected([first, second, last]), wanted: true))
        );
    }

    /// <summary>A multiple of a column that rows meet with one value only may be another one, or a number.</summary>
    [Fact]
    public void RowsOfOneValueMeetNoMultipleOfAColumn()
    {
        var random = new PhiloxRandom(8, 0);
        double[] first = Values(random, _ => 5 + random.NextInt(400));
        double[] second = Values(random, _ => random.NextInt(3) == 0 ? 1 : 100 + random.NextInt(3));
        double[] last = [.. first.Zip(second, (one, other) => other == 1 ? 5 : one)];
        Assert.DoesNotContain(
            Texts(TableRules.Find(Detected([first, second, last]), wanted: true)),
            text => text.Contains("min", StringComparison.Ordinal)
        );
    }

    /// <summary>Time at risk is divided by no flag, which is 1 wherever there is a quotient.</summary>
    [Fact]
    public void AFlagDividesNothing()
    {
        var random = new PhiloxRandom(6, 0);
        double[] first = Values(random, _ => 1000 * random.NextDouble());
        double[] flag = Values(random, _ => random.NextInt(2));
        double[] last = [.. first.Select((one, row) => flag[row] == 1 ? one : Cents(one * random.NextDouble()))];
        Assert.DoesNotContain(
            Texts(TableRules.Find(Detected([first, flag, last]), wanted: true)),
            text => text.Contains('/')
        );
    }

    private static string[] Texts(TableRules rules) => [.. rules.Rules.Select(rule => rule.ToString()!)];

    private static double[] Values(PhiloxRandom random, Func<int, double> next) =>
        [.. Enumerable.Range(0, Rows).Select(row => Cents(next(row)))];

    private static double Cents(double value) => Math.Round(value, 2);

    private static Table Create(string name)
    {
        var random = new PhiloxRandom(5, 0);
        double[] first = Values(random, _ => 20 + (2000 * Math.Pow(random.NextDouble(), 2)));
        double[] second = Values(random, _ => 20 + (1500 * Math.Pow(random.NextDouble(), 2)));
        double[] deductible = Values(random, _ => 50 * (1 + random.NextInt(8)));
        double[] limit = Values(random, _ => 250 * (1 + random.NextInt(4)));
        return name switch
        {
            "time" => Detected([first, second, [.. first.Zip(second, Math.Min)]]),
            "weight" => Detected([first, second, [.. first.Zip(second, Math.Max)]]),
            "contribution" => Detected([first, [.. first.Select(one => Cents(Math.Min(350, 0.2 * one)))]]),
            "fee" => Detected([first, [.. first.Select(one => Cents(Math.Max(8, 0.02 * one)))]]),
            "size" => Values(random, _ => 1000 * random.NextNormal()) is var signed
                ? Detected([signed, [.. signed.Select(Math.Abs)]])
                : null!,
            "layer" => Detected([
                first,
                deductible,
                limit,
                [.. first.Select((one, row) => Math.Min(Math.Max(0, Cents(one - deductible[row])), limit[row]))],
            ]),
            _ => Detected([first, [.. first.Select(one => Cents(Math.Max(0.1 * one, (0.3 * one) - 100)))]]),
        };
    }

    // The last column is computed.
    private static Table Detected(double[][] cells)
    {
        string[] names = [.. ((string[])["first", "second", "third"])[..(cells.Length - 1)], "last"];
        var table = Table.FromColumns([.. names.Select(name => new Column(name))], cells);
        return Likeness.Data.Schema.Detect(table).Apply(table);
    }
}
