using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Modalities.Tables.Rules;

namespace Likeness.Tests.Modalities.Tables.Rules;

/// <summary>What published tables of schools, counties, cars and farms have, which was once missed or misread.</summary>
public sealed class RealTablesRulesTests
{
    private readonly PhiloxRandom random = new(7, 0);

    /// <summary>180 schools with 30 columns are too few for least squares on all of them.</summary>
    [Fact]
    public void FewRowsOfManyColumnsHaveDifferences()
    {
        const int Rows = 180;
        double[] before = Numbers(Rows, () => 400 + random.NextInt(500));
        double[] after = [.. before.Select(score => score + random.NextInt(120) - 30)];
        var columns = Enumerable.Range(0, 28).Select(i => ($"percent {i}", Numbers(Rows, () => random.NextInt(100))));
        Assert.Contains(
            "api00 = growth + api99",
            Found([
                .. columns,
                ("api00", after),
                ("api99", before),
                ("growth", [.. after.Zip(before, (a, b) => a - b)]),
            ])
        );
    }

    [Fact]
    public void YearsOfFewValuesAreNoMultiples()
    {
        double[] birth = Numbers(675, () => 1980 + random.NextInt(9));
        Assert.Equal(["year = birth + 14"], Found(("birth", birth), ("year", [.. birth.Select(year => year + 14)])));
    }

    [Fact]
    public void MonthsOfAYearHaveDatesToTheLastDigit()
    {
        double[] years = Numbers(900, () => 2000 + random.NextInt(16));
        double[] months = Numbers(900, () => 1 + random.NextInt(12));
        double[] dates = [.. years.Zip(months, (year, month) => Math.Round(year + ((month - 1) / 12), 11))];
        var table = Table.FromArrays(("year", years), ("month", months), ("date", dates));
        var rule = TableRules.Find(table, wanted: true).Rules.Single(rule => rule.Column == "date");
        double[] restored = rule.Decode(rule.Encode(table), table.Columns[2]).ColumnValues(2);
        Assert.All(dates.Zip(restored), pair => Assert.Equal(pair.First, pair.Second, 1e-8));
    }

    /// <summary>A car has one make and one body, and two doors if it is a coupe or convertible.</summary>
    [Fact]
    public void FlagsAreNotCompared()
    {
        const int Rows = 800;
        double[] body = Numbers(Rows, () => random.NextInt(4));
        double[] doors = [.. body.Select(one => one < 2 ? 2.0 : 4)];
        Assert.DoesNotContain(
            Found(
                ("convertible", [.. body.Select(one => one == 0 ? 1.0 : 0)]),
                ("coupe", [.. body.Select(one => one == 1 ? 1.0 : 0)]),
                ("sedan", [.. body.Select(one => one == 2 ? 1.0 : 0)]),
                ("doors", doors)
            ),
            rule => rule.Contains(" if ", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void AScaleOfThreeStepsIsNotOneOfTwoFlags()
    {
        const int Rows = 900;
        double[] party = Numbers(Rows, () => random.NextInt(3));
        double[] economy = [.. party.Select(one => random.NextInt(one == 2 ? 2 : 3) - 1.0)];
        double[] flag = [.. party.Select(one => one == 0 ? 1.0 : 0)];
        double[] other = [.. party.Select(one => one == 1 ? 1.0 : 0)];
        Assert.DoesNotContain(
            Found(("dem", flag), ("rep", other), ("economy", economy)),
            rule => rule.Contains('∈', StringComparison.Ordinal)
        );
    }

    /// <summary>Two prices, of which one is seldom a little lower, are in no order; a delivery that is seldom far too early is.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ValuesThatCrossAreNoErrors(bool areErrors)
    {
        const int Rows = 1000;
        double[] low = Numbers(Rows, () => Math.Round(70 + (20 * random.NextNormal()), 2));
        double[] high =
        [
            .. low.Select(
                (price, row) =>
                    Math.Round(
                        areErrors && row % 100 == 0
                            ? price - 40 - random.NextInt(20)
                            : Math.Max(areErrors ? price + 0.01 : 0, price + 24 + (10 * random.NextNormal())),
                        2
                    )
            ),
        ];
        string[] nearly =
        [
            .. Found(("urea", low), ("phosphate", high))
                .Where(rule => rule.StartsWith("nearly", StringComparison.Ordinal)),
        ];
        Assert.Equal(areErrors ? ["nearly urea ≤ phosphate"] : [], nearly);
    }

    private static double[] Numbers(int rows, Func<double> number) =>
        [.. Enumerable.Range(0, rows).Select(_ => number())];

    private static string[] Found(params (string Name, double[] Values)[] columns)
    {
        var table = Table.FromArrays([.. columns.Select(one => (one.Name, (Array)one.Values))]);
        var rules = TableRules.Find(Schema.Detect(table).Apply(table), wanted: true);
        return [.. rules.Texts];
    }
}
