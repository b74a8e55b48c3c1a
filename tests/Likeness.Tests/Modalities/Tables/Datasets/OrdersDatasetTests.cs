using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Datasets;
using Likeness.Models.Trees;
using Likeness.Tests.House;

namespace Likeness.Tests.Modalities.Tables.Datasets;

public sealed class OrdersDatasetTests
{
    private static readonly OrdersDataset Orders = new();

    /// <summary>The mean of −log p over rows that the dataset samples, within four standard errors.</summary>
    [Fact]
    public void The_entropy_is_that_of_the_rows()
    {
        var rows = Orders.Load(1, 20_000);
        double[] nats = [.. Enumerable.Range(0, rows.RowCount).Select(row => -Orders.LogDensity(rows.Row(row)))];
        double mean = nats.Average();
        double error = Math.Sqrt(nats.Average(value => Math.Pow(value - mean, 2)) / nats.Length);
        Assert.InRange(Orders.Entropy, mean - (4 * error), mean + (4 * error));
    }

    /// <summary>Masses of all values of one column, given the rest of a row, sum to the mass of the rest: their ratios are those of counts.</summary>
    [Fact]
    public void Masses_are_those_of_counts()
    {
        var rows = Orders.Load(2, 60_000);
        int at = IndexOf(rows, "rating");
        var shipped = Enumerable
            .Range(0, rows.RowCount)
            .Where(row => rows[row, IndexOf(rows, "customer")] == 0 && rows[row, IndexOf(rows, "status")] == 1)
            .ToArray();
        double[] one = rows.Row(shipped[0]).ToArray();
        foreach (double rating in new[] { double.NaN, 1, 2, 3, 4, 5 })
        {
            one[at] = 5;
            double five = Orders.LogDensity(one);
            one[at] = rating;
            double expected = Math.Exp(Orders.LogDensity(one) - five);
            double count = shipped.Count(row => rows[row, at].Equals(rating));
            double counted = count / shipped.Count(row => rows[row, at] == 5);
            Assert.InRange(counted / expected, 1 - (5 / Math.Sqrt(count)), 1 + (5 / Math.Sqrt(count)));
        }
    }

    [Theory]
    [InlineData("country", 1)]
    [InlineData("shipping", 1)]
    [InlineData("total", 1)]
    [InlineData("shipped", -1e7)]
    public void A_row_that_breaks_a_rule_cannot_occur(string column, double change)
    {
        var rows = Orders.Load(3, 50);
        int at = IndexOf(rows, column);
        int row = Enumerable.Range(0, 50).First(i => !double.IsNaN(rows[i, at]) && rows[i, IndexOf(rows, "city")] == 0);
        double[] cells = rows.Row(row).ToArray();
        Assert.True(double.IsFinite(Orders.LogDensity(cells)));
        cells[at] += change;
        Assert.Equal(double.NegativeInfinity, Orders.LogDensity(cells));
    }

    [Fact]
    public void Fewer_rows_begin_more() =>
        Assert.Equal(
            Orders.Load(4, 1000).TakeRows([.. Enumerable.Range(0, 30)]).ToRowMajor(),
            Orders.Load(4, 30).ToRowMajor()
        );

    [Fact]
    public void Its_rules_are_found()
    {
        var encoding = TableEncoding.Fit(Orders.Load(5, 4000), new TreesOptions());
        string[] rules = [.. encoding.Rules.Select(rule => rule.ToString()!)];
        Assert.Contains("city determines country", rules);
        Assert.Contains("shipping determines express", rules);
        Assert.Contains("total = net + shipping", rules);
        Assert.Contains("ordered ≤ shipped", rules);
    }

    [Fact]
    public void The_docs_have_its_entropy() =>
        Assert.Contains(
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Orders.Entropy:0.00} nats"),
            Repository.Read("docs/datasets.md"),
            StringComparison.Ordinal
        );

    [Fact]
    public void Keys_are_identifiers() => Assert.IsType<IdentifierKind>(Orders.Load(1, 20).Columns[0].Kind);

    private static int IndexOf(Table rows, string name) =>
        rows.Columns.Select(column => column.Name).ToList().IndexOf(name);
}
