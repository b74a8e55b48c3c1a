using System.Diagnostics;
using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Formulas;

namespace Likeness.Tests.Modalities.Tables.Rules.Formulas;

/// <summary>Quotients of several columns: among many others, and with a difference that divides.</summary>
public sealed class QuotientRulesTests
{
    private const int Rows = 800;

    /// <summary>A body mass index beside 30 other numbers.</summary>
    [Fact]
    public void ABodyMassIndexIsFoundAmongManyColumns()
    {
        var random = new PhiloxRandom(1, 0);
        double[] height = [.. Numbers(_ => 150.0 + random.NextInt(45))];
        double[] weight = [.. height.Select(one => Math.Round(one - 100 + (30 * (random.NextDouble() - 0.5)), 1))];
        double[] index = [.. weight.Zip(height, (one, other) => Math.Round(one / (other * other / 10_000), 1))];
        (string, double[])[] others =
        [
            .. Enumerable
                .Range(0, 30)
                .Select(i => ($"x{i}", (double[])[.. Numbers(_ => Math.Round(50 + (20 * random.NextNormal()), 1))])),
        ];
        var watch = Stopwatch.StartNew();
        Assert.Equal(
            ["bmi = 10000 × weight / height / height"],
            Found([.. others, ("height", height), ("weight", weight), ("bmi", index)])
        );
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 30);
    }

    /// <summary>A part that a formula divides by twice is a root of the rest.</summary>
    [Fact]
    public void AHeightFollowsFromABodyMassIndex()
    {
        var random = new PhiloxRandom(1, 0);
        double[] height = [.. Numbers(_ => 150.0 + random.NextInt(45))];
        double[] weight = [.. height.Select(one => Math.Round(one - 100 + (30 * (random.NextDouble() - 0.5)), 1))];
        double[] index = [.. weight.Zip(height, (one, other) => Math.Round(one / (other * other / 10_000), 1))];
        var plain = Table.FromColumns(
            [new("height") { Missing = "" }, new("weight"), new("bmi")],
            [height, weight, index]
        );
        var rows = Schema.Detect(plain).Apply(plain);
        var rule = TableRules.Find(rows, wanted: true).Rules.OfType<FormulaColumn>().Single();
        double[] unknown = [.. height.Select(_ => double.NaN)];
        var completed = rule.Complete(Table.FromColumns(rows.Columns, [unknown, weight, index]));
        Assert.Equal(height, completed.ColumnValues(0));
        // An imputed height gives way to the observed index and weight.
        double[] imputed = [.. height.Select(one => one - 9)];
        var settled = rule.Reconcile(Table.FromColumns(rows.Columns, [imputed, weight, index]), (_, at) => at != 0);
        Assert.Equal(height, settled.ColumnValues(0));
    }

    /// <summary>A change is a percentage of the price before, which the table does not have.</summary>
    [Fact]
    public void AChangeIsAPercentageOfThePriceBefore()
    {
        var random = new PhiloxRandom(2, 0);
        double price = 100;
        var (close, change, percent) = (new double[Rows], new double[Rows], new double[Rows]);
        for (int row = 0; row < Rows; row++)
        {
            double before = price;
            price = Math.Round(Math.Max(20, before * (1 + (0.02 * random.NextNormal()))), 2);
            (close[row], change[row]) = (price, Math.Round(price - before, 2));
            percent[row] = Math.Round(100 * change[row] / before, 2);
        }

        Assert.Equal(
            ["percent = 100 × change / (close - change)"],
            Found(("close", close), ("change", change), ("percent", percent))
        );
    }

    /// <summary>A percentage of three places has too many values for a grid: clicks are its product with views, but other percentages are those of no number of clicks.</summary>
    [Fact]
    public void APercentageIsComputedFromWholeNumbers()
    {
        var random = new PhiloxRandom(3, 0);
        double[] views = [.. Numbers(_ => 300.0 + random.NextInt(9000))];
        double[] clicks = [.. views.Select(one => Math.Floor(one * 0.012 * random.NextDouble()))];
        double[] percent = [.. clicks.Zip(views, (one, all) => RoundedNumber.Of(100 * one / all, 3))];
        Assert.Equal(
            ["percent = 100 × clicks / views"],
            Found(("views", views), ("clicks", clicks), ("percent", percent))
        );
    }

    private static IEnumerable<double> Numbers(Func<int, double> number) => Enumerable.Range(0, Rows).Select(number);

    private static List<string> Found(params (string Name, double[] Cells)[] columns)
    {
        var table = Table.FromColumns(
            [.. columns.Select(column => new Column(column.Name))],
            [.. columns.Select(column => column.Cells)]
        );
        return
        [
            .. TableRules
                .Find(Schema.Detect(table).Apply(table), wanted: true)
                .Rules.OfType<FormulaColumn>()
                .Select(rule => rule.ToString()),
        ];
    }
}
