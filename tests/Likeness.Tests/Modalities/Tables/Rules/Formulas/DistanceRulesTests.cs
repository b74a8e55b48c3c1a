using System.Text.Json;
using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Declared;
using Likeness.Runs;

namespace Likeness.Tests.Modalities.Tables.Rules.Formulas;

/// <summary>Numbers that are a whole number apart, at least: nobody has driven since before 18.</summary>
public sealed class DistanceRulesTests
{
    private const int Rows = 600;
    private const string Rule = "years + 18 ≤ age";

    [Fact]
    public void ADistanceIsFoundAndKept()
    {
        var table = Drivers(18);
        Assert.Equal([Rule], Found(table));
        using var model = TrainedModel
            .Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(table) })
            .As<TableModel>();
        double[] rests = Rests(model.Sample(3000));
        Assert.Equal(18, rests.Min());
        // As many as in the data have just learned to drive.
        Assert.Equal(Rests(table).Count(rest => rest == 18) * 5.0, rests.Count(rest => rest == 18), 60.0);
    }

    /// <summary>Without a distance; of one that few rows have; of one that no other rows would break.</summary>
    [Fact]
    public void OthersAreNoDistance()
    {
        Assert.Equal(["years ≤ age"], Found(Drivers(0)));
        double[] age = Drivers(18).ColumnValues(0);
        double[] years = Drivers(18).ColumnValues(1);
        years = [.. years.Zip(age, (one, other) => Math.Max(0, Math.Min(one, other - 22)))];
        (age[3], years[3]) = (40, 21);
        Assert.DoesNotContain(Found(Of(age, years)), rule => rule.Contains("+ 19", StringComparison.Ordinal));
        Assert.Empty(Found(Of(age, [.. years.Select((_, row) => row % 3.0)])));
    }

    [Fact]
    public void RowsThatAreNearerBreakIt()
    {
        var found = TableRules.Find(Drivers(18), wanted: true);
        var rules = TableRules.FromJson(JsonDocument.Parse(found.ToJson().GetRawText()).RootElement);
        var rows = Of([40, 40, 17], [22, 23, 0]);
        Assert.Equal([true, false, false], rules.Hold(rows));
        var settled = rules.Settle(rows, (_, column) => column == 0);
        Assert.Equal([22, 22], settled.ColumnValues(1)[..2]);
    }

    [Fact]
    public void ItMayBeDeclared()
    {
        var table = Drivers(18);
        Assert.Equal(Rule, Assert.Single(DeclaredRules.Create(table, ["years + 18 <= age"]).Rules).ToString());
        var nearer = DeclaredRules.Create(table, ["years + 16.5 ≤ age"]);
        Assert.Equal(table.ColumnValues(0), nearer.Decode(nearer.Encode(table)).ColumnValues(0));
        var error = Assert.Throws<LikenessException>(() => DeclaredRules.Create(table, ["years + 19 ≤ age"]));
        Assert.Contains("training rows break it", error.Message, StringComparison.Ordinal);
        var three = Table.FromColumns(
            [new("years"), new("married"), new("age")],
            [table.ColumnValues(1), [.. table.ColumnValues(1).Select(one => one + 9)], table.ColumnValues(0)]
        );
        var both = DeclaredRules.Create(three, ["married ≤ age", Rule]);
        Assert.Equal(["married ≤ age", Rule], both.Rules.SelectMany(rule => rule.Texts).Order());
        Assert.Equal(three.ColumnValues(2), both.Decode(both.Encode(three)).ColumnValues(2));
        Assert.Equal(
            [true, false],
            both.Hold(
                Table.FromColumns(
                    three.Columns,
                    [
                        [10, 10],
                        [9, 9],
                        [28, 27],
                    ]
                )
            )
        );
    }

    private static double[] Rests(Table rows) => [.. rows.ColumnValues(0).Zip(rows.ColumnValues(1), (a, b) => a - b)];

    private static List<string> Found(Table table) =>
        [.. TableRules.Find(table, wanted: true).Rules.Select(rule => rule.ToString()!)];

    private static Table Drivers(int least)
    {
        var random = new PhiloxRandom(3, 0);
        double[] age = [.. Enumerable.Range(0, Rows).Select(_ => 18.0 + random.NextInt(62))];
        return Of(age, [.. age.Select(one => (double)random.NextInt((int)one - least + 1))]);
    }

    private static Table Of(double[] age, double[] years)
    {
        var table = Table.FromColumns([new("age"), new("years")], [age, years]);
        return Schema.Detect(table).Apply(table);
    }
}
