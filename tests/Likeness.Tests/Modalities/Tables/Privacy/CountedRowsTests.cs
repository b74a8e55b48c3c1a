using Likeness.Data;
using Likeness.Data.Detection;
using Likeness.Modalities.Tables.Privacy;
using Likeness.Modalities.Tables.Rules.Keys;

namespace Likeness.Tests.Modalities.Tables.Privacy;

public sealed class CountedRowsTests
{
    private const int Rows = 600;
    private const int Managers = 24;

    [Fact]
    public void EachEmployeeOfAManagerCounts()
    {
        var rows = Read("Emp ID", "Manager ID");
        Assert.Contains(SubjectSearch.All(rows), rule => rule.Column == "Manager ID" && rule.Same.Contains("Dept"));
        Assert.Empty(Protection.Fit(rows, SubjectSearch.All(rows)).Warnings(rows.Columns));
    }

    [Fact]
    public void EachTicketOfAnAgentCounts()
    {
        var rows = Read("ticket_id", "agent_id");
        Assert.Empty(Protection.Fit(rows, SubjectSearch.All(rows)).Warnings(rows.Columns));
    }

    [Fact]
    public void OrdersOfACustomerCountOnceAndItIsSaid()
    {
        var rows = Read("order_id", "customer_id");
        var protection = Protection.Fit(rows, SubjectSearch.All(rows));
        Assert.StartsWith(
            "protection: 'Dept' is missing in all samples: fewer than 5 of 'customer_id' in the training rows have each of its levels",
            Assert.Single(protection.Warnings(rows.Columns)),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "all of Dept, which is then missing, counting each 'customer_id' once",
            protection.Describe(rows.Columns)!,
            StringComparison.Ordinal
        );
    }

    private static Table Read(string own, string key)
    {
        string[] keys = [.. Enumerable.Range(0, Rows).Select(row => $"E{2000 + (row * 7 % Managers)}")];
        var table = Table.FromArrays(
            (own, Enumerable.Range(0, Rows).Select(row => $"P{3000 + row}").ToArray()),
            (key, keys),
            ("Dept", Array.ConvertAll(keys, id => $"dept {int.Parse(id[1..], null) % 6}")),
            ("Salary", Enumerable.Range(0, Rows).Select(row => 38_000.0 + (row * 7919 % 64_000)).ToArray())
        );
        return SubjectKinds.Apply(new LoadedTable(Schema.Detect(table).Apply(table), 0), schema: null).Table;
    }
}
