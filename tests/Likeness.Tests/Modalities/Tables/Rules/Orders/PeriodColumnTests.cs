using System.Text.Json;
using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Declared;
using Likeness.Modalities.Tables.Rules.Orders;
using Likeness.Runs;

namespace Likeness.Tests.Modalities.Tables.Rules.Orders;

/// <summary>Days that lie whole months behind others in some rows only.</summary>
public sealed class PeriodColumnTests
{
    private const int Rows = 1500;
    private const string Order = "start ≤ end";

    [Fact]
    public void WholeMonthsAreCodesOfTheirOwn()
    {
        var policies = Policies();
        var found = TableRules.Find(policies, wanted: true);
        Assert.Equal([Order], found.Texts);
        var rules = TableRules.FromJson(JsonDocument.Parse(found.ToJson().GetRawText()).RootElement);
        var encoded = rules.Encode(policies);
        double[] codes = encoded.ColumnValues(2);
        Assert.Equal([-24.0, -12.0], codes.Where(code => code < 0).Distinct().Order());
        Assert.All(codes.Where(code => code >= 0), days => Assert.InRange(days, 3, 40));
        Assert.Equal(policies.ColumnValues(2), rules.Decode(encoded).ColumnValues(2));
        Assert.Equal(found.Rules, DeclaredRules.Create(policies, [Order]).Rules);
    }

    [Theory]
    [InlineData("trees")]
    [InlineData("boosted-trees")]
    public void SamplesKeepThem(string name)
    {
        using var model = TrainedModel
            .Train(new RunSettings { Model = name, Data = DataSource.FromTable(Policies()) })
            .As<TableModel>();
        var samples = model.Sample(Rows, seed: 2);
        var (yearly, kept) = (0, 0);
        for (int row = 0; row < Rows; row++)
        {
            var (start, end) = (At(samples[row, 1]), At(samples[row, 2]));
            Assert.True(start <= end);
            yearly += samples[row, 0] < 2 ? 1 : 0;
            kept +=
                samples[row, 0] < 2 && (start.AddYears(1).AddDays(-1) == end || start.AddYears(2).AddDays(-1) == end)
                    ? 1
                    : 0;
        }

        Assert.InRange(kept / (double)yearly, 0.98, 1);
    }

    /// <summary>Days of which one in 30 is whole months behind by chance are no periods.</summary>
    [Fact]
    public void DaysByChanceAreNoPeriods()
    {
        var random = new PhiloxRandom(6, 0);
        DateOnly[] start =
        [
            .. Enumerable.Range(0, Rows).Select(_ => new DateOnly(2020, 1, 1).AddDays(random.NextInt(900))),
        ];
        var table = Table.FromArrays([
            ("start", start),
            ("end", Array.ConvertAll(start, day => day.AddDays(random.NextInt(700)))),
        ]);
        Assert.Null(PeriodColumn.Find(table, 0, 1));
    }

    private static DateTime At(double seconds) => DateTime.UnixEpoch.AddSeconds(seconds);

    private static Table Policies()
    {
        var random = new PhiloxRandom(5, 0);
        string[] products =
        [
            .. Enumerable.Range(0, Rows).Select(_ => ((string[])["travel", "car", "home"])[random.NextInt(3)]),
        ];
        DateOnly[] start = [.. products.Select(_ => new DateOnly(2019, 1, 1).AddDays(random.NextInt(1500)))];
        DateOnly[] end =
        [
            .. start.Zip(
                products,
                (day, product) =>
                    product == "travel" ? day.AddDays(3 + random.NextInt(38))
                    : product == "car" ? day.AddYears(1).AddDays(-1)
                    : day.AddYears(1 + random.NextInt(2)).AddDays(-1)
            ),
        ];
        var table = Table.FromArrays([("product", products), ("start", start), ("end", end)]);
        return Schema.Detect(table).Apply(table);
    }
}
