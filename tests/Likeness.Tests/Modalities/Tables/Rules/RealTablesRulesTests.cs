using System.Text;
using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Detection;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Determined;
using Likeness.Runs;

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

    /// <summary>Scores of few values, their mean in each group, and what is left.</summary>
    [Fact]
    public void WhatIsLeftOfFewValuesIsComputed()
    {
        const int Rows = 900;
        double[] scores = Numbers(Rows, () => (11 + random.NextInt(44)) / 11.0);
        double[] groups = Numbers(30, () => 3 + random.NextDouble());
        double[] means = [.. Enumerable.Range(0, Rows).Select(row => groups[row % 30])];
        double[] rests = [.. scores.Zip(means, (one, mean) => one - mean)];
        // Each is rounded on its own.
        Assert.StartsWith(
            "rest = score - mean",
            Found(("score", Round(scores)), ("mean", Round(means)), ("rest", Round(rests)))[0]
        );

        static double[] Round(double[] values) => Array.ConvertAll(values, value => Math.Round(value, 10));
    }

    /// <summary>Expenses of a loan, of which those of the house are a part: in some rows all of it, in hardly any more.</summary>
    [Fact]
    public void NumbersThatOftenMeetTheirBoundKeepANearOrder()
    {
        const int Rows = 1500;
        // Some are 32-bit numbers of three decimals, so that there is no grid.
        double[] house = Numbers(Rows, () => Written(0.25 + (0.05 * random.NextNormal())));
        double[] all =
        [
            .. house.Select(
                (part, row) =>
                    row % 10 == 0 ? part : Written(row % 300 == 7 ? part - 0.05 : part + (0.1 * random.NextDouble()))
            ),
        ];
        var table = Table.FromArrays(("hirat", house), ("pirat", all));
        var settings = new RunSettings { Model = "trees", Data = DataSource.FromTable(table) };
        using var trained = TrainedModel.Train(settings).As<TableModel>();
        var samples = trained.Sample(2000, 1);
        var rows = Enumerable.Range(0, samples.RowCount);
        Assert.InRange(rows.Count(row => samples[row, 0] > samples[row, 1]), 0, 20);
        Assert.InRange(rows.Count(row => samples[row, 0] == samples[row, 1]), 120, 280);

        double Written(double value) => random.NextInt(2) == 0 ? Math.Round(value, 2) : (float)Math.Round(value, 3);
    }

    /// <summary>Of 600 companies, trees distinguish 255: others follow from what is looked up by them.</summary>
    [Fact]
    public void WhatManyLevelsDeterminePredictsOthers()
    {
        double[] sizes = Numbers(600, () => Math.Round(random.NextNormal(), 3));
        var table = Table.FromRecords(
            Enumerable
                .Range(0, 4800)
                .Select(row => row % 600)
                .Select(company => new
                {
                    Company = $"Firm {(char)('a' + (company % 26))}{(char)('a' + (company / 26))}",
                    Size = sizes[company],
                    Sales = Math.Round(sizes[company] + (0.3 * random.NextNormal()), 3),
                })
        );
        Assert.IsType<DeterminedColumn>(TableRules.Find(table, wanted: true).Rules.Single());
        var settings = new RunSettings { Model = "trees", Data = DataSource.FromTable(table) };
        using var trained = TrainedModel.Train(settings).As<TableModel>();
        Assert.Equal(["Size"], trained.Encoding.Space(4000).Derived.Select(one => one.Dimension.Name));
    }

    /// <summary>Treatments of 40 children with five visits: of so few, the treatment alone hardly says what it is.</summary>
    [Fact]
    public void WhatSubjectsShareNeedsLessEvidence()
    {
        var lines = Enumerable
            .Range(0, 200)
            .Select(row =>
                $"X{row / 5:00},{row % 5},{(row / 5 % 10 < 7 ? "p,placebo" : row / 5 % 2 == 0 ? "a,drug" : "a,drug+")},{"yn"[random.NextInt(2)]}"
            );
        string text = $"ID,Visit,Active,Treatment,Present\n{string.Join('\n', lines)}\n";
        var table = SubjectKinds.Apply(CsvReader.Read(Encoding.UTF8.GetBytes(text), "t.csv", []), null).Table;
        Assert.Contains("Treatment determines Active", TableRules.Find(table, wanted: true).Texts);
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
