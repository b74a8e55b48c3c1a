using Likeness.Data;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Rules.Keys;
using Likeness.Models.Tables;
using Likeness.Runs;
using Likeness.Sampling.Conditions;

namespace Likeness.Tests.Modalities.Tables.Subjects;

/// <summary>Conditions on rows of keys choose among the rows of whole keys, which stay as they were sampled.</summary>
public sealed class KeyedConditionsTests
{
    private const int Key = 0;
    private const int Counter = 2;
    private const int Day = 3;

    [Theory]
    [InlineData("trees", true)]
    [InlineData("trees", false)]
    [InlineData("tvae", false)]
    public void RowsAreThoseOfWholeKeys(string name, bool areTogether)
    {
        var data = CountedOrders.Create(areTogether);
        using var model = Train(data, name);
        Assert.Equal("order_no", Assert.Single(model.Encoding.Rules.OfType<SubjectColumns>()).Series!.Counter);
        var free = model.Sample(8000, 3);

        var first = model.SampleConditional(400, model.ParseConditions("order_no=1"), seed: 5).Rows;
        Assert.All(first.ColumnValues(Counter), number => Assert.Equal(1, number));
        Assert.Equal(400, VisitRows.Texts(first, "customer_id").Distinct().Count());

        double from = Quantile(data.ColumnValues(Day), 0.7);
        string condition = $"day>={DateTime.UnixEpoch.AddSeconds(from):yyyy-MM-dd}";
        var late = model.SampleConditional(400, model.ParseConditions(condition), seed: 6);
        int[] fitting = [.. Enumerable.Range(0, free.RowCount).Where(row => free[row, Day] >= from)];
        Assert.All(late.Rows.ColumnValues(Day), day => Assert.True(day >= from));
        double[] expected = [.. fitting.Select(row => free[row, Counter])];
        Assert.InRange(late.Rows.ColumnValues(Counter).Average(), expected.Average() - 0.4, expected.Average() + 0.4);
        // Later orders have higher numbers, as far as the model knows.
        Assert.True(name == "tvae" || expected.Average() > free.ColumnValues(Counter).Average() + 0.5);
        Assert.InRange(
            400.0 / VisitRows.Texts(late.Rows, "customer_id").Distinct().Count(),
            0.8 * RowsOfKeys(free, fitting),
            1.25 * RowsOfKeys(free, fitting)
        );
        Assert.Contains("rows of whole keys", late.Summary, StringComparison.Ordinal);
    }

    /// <summary>Such keys need not be sampled as a whole.</summary>
    [Fact]
    public void WhatAllRowsOfAKeyShareIsConditionedOnByTheModel()
    {
        using var model = Train(CountedOrders.Create(areTogether: true), "trees");
        var sample = model.SampleConditional(600, model.ParseConditions("country=FR"), seed: 5);
        Assert.Equal(ConditionalMethod.Native, sample.Method);
        Assert.All(VisitRows.Texts(sample.Rows, "country"), country => Assert.Equal("FR", country));
        double all = model.Sample(6000, 1).ColumnValues(Counter).Average();
        Assert.InRange(sample.Rows.ColumnValues(Counter).Average(), all - 0.4, all + 0.4);
    }

    /// <summary>Hardly any row has the value, and a message names the method that needs none.</summary>
    [Fact]
    public void RareValuesHaveAnotherMethod()
    {
        using var model = Train(CountedOrders.Create(areTogether: true), "trees");
        string condition = "price=5, order_no=9, country=FR";
        var settings = new ConditionalSettings { MaxSamples = 30_000 };
        var error = Assert.Throws<LikenessException>(() =>
            model.SampleConditional(500, model.ParseConditions(condition), settings)
        );
        Assert.True(error.Message.Contains("or use Method native", StringComparison.Ordinal), error.Message);
    }

    private static double RowsOfKeys(Table rows, int[] which)
    {
        string[] keys = VisitRows.Texts(rows, "customer_id");
        return which.Length / (double)which.Select(row => keys[row]).Distinct().Count();
    }

    private static double Quantile(double[] values, double part) =>
        values.Order().ElementAt((int)(part * values.Length));

    private static TableModel Train(Table rows, string model) =>
        TrainedModel
            .Train(
                new RunSettings
                {
                    Model = model,
                    Data = DataSource.FromTable(rows),
                    Options = model == "tvae" ? new TvaeOptions { Epochs = 20 } : null,
                }
            )
            .As<TableModel>();
}
