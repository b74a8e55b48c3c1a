using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Schemas;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Formulas;
using Likeness.Runs;

namespace Likeness.Tests.Modalities.Tables.Rules;

/// <summary>Columns that are functions of others: logarithms, roots, squares.</summary>
public sealed class FunctionSearchTests
{
    [Theory]
    [InlineData("log")]
    [InlineData("log10")]
    [InlineData("log2")]
    [InlineData("log1p")]
    [InlineData("sqrt")]
    [InlineData("square")]
    public void EachFunctionIsFound(string function)
    {
        var of = new FormulaFunction(function, new FormulaCell(0));
        Assert.Equal([$"y = {function}(x)"], Found(x => of.Value([x])));
        Assert.Equal([$"y = {function}(x)"], Found(x => Math.Round(of.Value([x]), 2)));
        Assert.Equal([$"y = {function}(x) - 3.5"], Found(x => of.Value([x]) - 3.5));
    }

    /// <summary>A program has computed the logarithm before it rounded the number.</summary>
    [Fact]
    public void RoundedNumbersLeaveALittle()
    {
        var random = new PhiloxRandom(5, 0);
        double[] exact = [.. Enumerable.Range(0, 300).Select(_ => 0.0005 + (0.03 * random.NextDouble()))];
        double[] x = Array.ConvertAll(exact, value => Math.Round(value, 7));
        double[] y = Array.ConvertAll(exact, value => (double)(float)Math.Log(value));
        Assert.Equal(["y = log(x)"], Found(x, y));
        Assert.Empty(Found(x, Array.ConvertAll(y, value => value + (0.01 * random.NextDouble()))));
    }

    /// <summary>The mean of logarithms of whole numbers is not the shortest number that half a unit of these allows.</summary>
    [Fact]
    public void ACentredLogarithmHasAllDigitsOfItsMean()
    {
        const double Mean = 3.31978362345678;
        var random = new PhiloxRandom(8, 0);
        double[] x = [.. Enumerable.Range(0, 300).Select(_ => (double)(18 + random.NextInt(25)))];
        double[] y = Array.ConvertAll(x, value => SignificantDigits.Round(Math.Log(value) - Mean, 15));
        string rule = Assert.Single(Found(x, y));
        Assert.StartsWith("y = log(x) - 3.3197836234567", rule, StringComparison.Ordinal);
    }

    [Fact]
    public void NearlyLinearNumbersAreNoFunctions()
    {
        var random = new PhiloxRandom(6, 0);
        double[] x = [.. Enumerable.Range(0, 300).Select(_ => (double)(100 + random.NextInt(3)))];
        Assert.Empty(Found(x, Array.ConvertAll(x, value => Math.Round(Math.Log(value), 0))));
        double[] flags = [.. x.Select(_ => (double)random.NextInt(2))];
        Assert.DoesNotContain(Found(flags, [.. flags.Reverse()]), rule => rule.Contains('(', StringComparison.Ordinal));
    }

    [Fact]
    public void SamplesAndImputationsHaveTheFunction()
    {
        var random = new PhiloxRandom(7, 0);
        double[] x = [.. Enumerable.Range(0, 500).Select(_ => Math.Round(Math.Exp(4 + random.NextNormal()), 2))];
        double[] y = Array.ConvertAll(x, value => Math.Round(Math.Log(value), 5));
        var rows = Applied(Table.FromArrays(("x", x), ("y", y)));
        using var model = TrainedModel
            .Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(rows) })
            .As<TableModel>();
        var samples = model.Sample(300);
        Assert.All(
            Enumerable.Range(0, 300),
            row => Assert.Equal(Math.Round(Math.Log(samples[row, 0]), 5), samples[row, 1], 1e-5)
        );
        var filled = model.Impute(new IncompleteTable(rows.TakeColumns([1]))).Filled;
        int exact = Enumerable.Range(0, 500).Count(row => Math.Abs(filled[row, 0] - x[row]) <= 1e-5 * x[row]);
        Assert.InRange(exact, 490, 500);
    }

    /// <summary>Fractions that are not rounded, or to four places, add up to 1: the largest is what the others leave.</summary>
    [Theory]
    [InlineData(15)]
    [InlineData(6)]
    [InlineData(4)]
    [InlineData(2)]
    public void FractionsAddUpToOne(int places)
    {
        var random = new PhiloxRandom(8, 0);
        double[][] parts = [new double[500], new double[500], new double[500]];
        for (int row = 0; row < 500; row++)
        {
            double[] weights = [2 + random.NextDouble(), random.NextDouble(), random.NextDouble()];
            double sum = weights.Sum();
            (parts[1][row], parts[2][row]) = (
                Math.Round(weights[1] / sum, places),
                Math.Round(weights[2] / sum, places)
            );
            parts[0][row] = Math.Round(1 - parts[1][row] - parts[2][row], places);
        }

        Assert.Contains(
            Rules(Table.FromArrays(("a", parts[0]), ("b", parts[1]), ("c", parts[2]))),
            rule => rule == "a = 1 - b - c"
        );
    }

    private static string[] Found(Func<double, double> function)
    {
        var random = new PhiloxRandom(4, 0);
        double[] x = [.. Enumerable.Range(0, 300).Select(_ => Math.Round(1 + (500 * random.NextDouble()), 1))];
        return Found(x, Array.ConvertAll(x, value => function(value)));
    }

    private static string[] Found(double[] x, double[] y) => Rules(Table.FromArrays(("x", x), ("y", y)));

    private static string[] Rules(Table rows) =>
        [.. TableRules.Find(Applied(rows), wanted: true).Rules.OfType<FormulaColumn>().Select(rule => rule.ToString())];

    private static Table Applied(Table rows) => Schema.Detect(rows).Apply(rows);
}
