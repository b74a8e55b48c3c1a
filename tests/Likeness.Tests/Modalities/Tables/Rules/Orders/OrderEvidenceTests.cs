using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Orders;

namespace Likeness.Tests.Modalities.Tables.Rules.Orders;

/// <summary>Numbers that are in order in all rows, by a rule or because of their ranges.</summary>
public sealed class OrderEvidenceTests
{
    private const int Rows = 800;

    /// <summary>Children of any age weigh more kilograms than they have years.</summary>
    [Fact]
    public void RangesThatHappenToLieInOrderAreNone()
    {
        var random = new PhiloxRandom(1, 0);
        double[] age = Numbers(_ => Math.Round(21 * random.NextDouble(), 1));
        double[] weight = Numbers(row =>
            Math.Round(7 + (1.6 * age[row] * (1 + (0.1 * Math.Tanh(random.NextNormal())))), 1)
        );
        Assert.DoesNotContain(false, age.Zip(weight, (a, b) => a <= b));
        Assert.Empty(Found(("age", age), ("kg", weight)));
        // The same numbers with names of one thing.
        Assert.Equal(["min_kg ≤ max_kg"], Found(("min_kg", age), ("max_kg", weight)));
    }

    [Fact]
    public void RowsUpToTheOrderAreOne()
    {
        var random = new PhiloxRandom(2, 0);
        double[] rest = Numbers(_ => Math.Round(20 * random.NextDouble(), 2));
        double[] part = Numbers(_ => Math.Round(50 * random.NextDouble(), 2));
        double[] all = Numbers(row => Math.Round(part[row] + rest[row], 2));
        Assert.Equal(["robbery ≤ violent"], Found(("robbery", part), ("violent", all)));
        // Half of the rows are equal.
        double[] floor = Numbers(_ => random.NextInt(12));
        double[] storeys = Numbers(row => floor[row] + (row % 2 * random.NextInt(5)));
        Assert.Equal(["floor ≤ storeys"], Found(("floor", floor), ("storeys", storeys)));
    }

    [Fact]
    public void ProportionalNumbersAreInOrder()
    {
        var random = new PhiloxRandom(3, 0);
        double[] weight = Numbers(_ => Math.Round(75 * Math.Exp(0.25 * random.NextNormal()), 1));
        double[] lean = Numbers(row => Math.Round(weight[row] * (0.85 + (0.05 * Math.Tanh(random.NextNormal()))), 1));
        Assert.Equal(["lean ≤ body"], Found(("lean", lean), ("body", weight)));
    }

    /// <summary>Sedans have four doors: two numbers of which one says yes or no.</summary>
    [Fact]
    public void YesOrNoIsComparedWithYesOrNoOnly()
    {
        var random = new PhiloxRandom(4, 0);
        double[] sedan = Numbers(_ => random.NextInt(2));
        double[] doors = Numbers(row => 2 + (2 * sedan[row]) + random.NextInt(3));
        double[] car = Numbers(row => Math.Max(sedan[row], random.NextInt(2)));
        Assert.Empty(Found(("sedan", sedan), ("doors", doors)));
        // Two doors or four.
        double[] pairs = Numbers(row => sedan[row] == 1 || random.NextInt(3) == 0 ? 4 : 2);
        Assert.Empty(Found(("sedan", sedan), ("doors", pairs)));
        Assert.Equal(["sedan ≤ car"], Found(("sedan", sedan), ("car", car)));
    }

    [Theory]
    [InlineData("lifeMale", "lifeFemale", true)]
    [InlineData("students", "allstudents", true)]
    [InlineData("x_067", "x_068", true)]
    [InlineData("age", "wgt", false)]
    [InlineData("r", "t", false)]
    public void NamesAreRelated(string a, string b, bool areRelated) =>
        Assert.Equal(areRelated, OrderEvidence.AreRelated(a, b));

    private static double[] Numbers(Func<int, double> number) => [.. Enumerable.Range(0, Rows).Select(number)];

    private static List<string> Found(params (string Name, double[] Cells)[] columns)
    {
        var table = Table.FromColumns(
            [.. columns.Select(column => new Column(column.Name))],
            [.. columns.Select(column => column.Cells)]
        );
        var rules = TableRules.Find(Schema.Detect(table).Apply(table), wanted: true).Rules;
        return [.. rules.Select(rule => rule.ToString()!)];
    }
}
