using System.Globalization;
using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Rules.Orders;
using Likeness.Runs;
using Likeness.Testing;

namespace Likeness.Tests.Modalities.Tables.Subjects;

/// <summary>Prices of single orders below the list price of their product, which all its orders share.</summary>
public sealed class SharedFractionTests
{
    [Fact]
    public void WhatIsPaidGoesWithThePriceOfTheProduct()
    {
        using var folder = new TemporaryFolder();
        var orders = Orders(folder);
        using var model = TrainedModel
            .Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(orders) })
            .As<TableModel>();
        Assert.Contains(new FractionColumn("paid", "list"), model.Encoding.Rules);
        var samples = model.Sample(orders.RowCount, 1);
        double[] ratios = [.. samples.ColumnValues(3).Zip(samples.ColumnValues(2), (paid, list) => paid / list)];
        Assert.True(ratios.Min() > 0.79, $"{ratios.Min()}");
        Assert.InRange(ratios.Count(ratio => ratio == 1) / (double)ratios.Length, 0.42, 0.58);
        // Products have several orders each, as in the data.
        double Rows(Table rows) => rows.RowCount / (double)rows.ColumnValues(0).Distinct().Count();
        Assert.InRange(Rows(samples) / Rows(orders), 0.8, 1.2);
    }

    private static Table Orders(TemporaryFolder folder)
    {
        var random = new PhiloxRandom(8, 1);
        var products = Enumerable
            .Range(0, 250)
            .Select(_ =>
                (
                    Asin: random.NextUInt64().ToString("X16", CultureInfo.InvariantCulture),
                    List: Math.Round(Math.Exp(2 + (2 * random.NextDouble())), 2)
                )
            )
            .ToArray();
        var lines = new List<string> { "asin,quantity,list,paid" };
        for (int row = 0; row < 1000; row++)
        {
            var (asin, list) = products[random.NextInt(products.Length)];
            double paid = random.NextInt(2) == 0 ? list : Math.Round(list * (0.8 + (0.19 * random.NextDouble())), 2);
            lines.Add(
                string.Create(CultureInfo.InvariantCulture, $"{asin},{1 + random.NextInt(3)},{list:0.00},{paid:0.00}")
            );
        }

        string path = folder.At("orders.csv");
        File.WriteAllLines(path, lines);
        return DataSource.FromFiles(path).LoadTable().Table;
    }
}
