using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Declared;
using Likeness.Modalities.Tables.Rules.Determined;
using Likeness.Runs;

namespace Likeness.Tests.Modalities.Tables.Rules.Determined;

/// <summary>Numbers that determine a category which is learned before them, such as rates of currencies.</summary>
public sealed class DeterminingColumnTests
{
    private const int Rows = 900;
    private static readonly string[] Currencies = ["EUR", "USD", "JPY"];

    [Fact]
    public void CurrenciesAreLearnedBeforeTheirRates()
    {
        var table = Rates();
        var found = TableRules.Find(table, wanted: true);
        var rule = Assert.IsType<DeterminingColumn>(found.Rules[0]);
        Assert.Equal(["rate determines currency", "entity limits currency"], found.Texts);
        Assert.Equal(rule, Assert.Single(DeclaredRules.Create(table, ["rate determines currency"]).Rules));
        using var model = Train(table);
        Assert.Equal(model.Encoding.Rules, TableEncoding.FromJson(model.Encoding.ToJson()).Rules);
        Assert.Contains("currency", model.Encoding.View.Columns.Select(column => column.Name));
        var samples = model.Sample(3000, 1);
        Assert.DoesNotContain(false, rule.Holds(samples));
        // Each entity has its own currency, or euros at a rate of one.
        Assert.All(
            Enumerable.Range(0, samples.RowCount),
            row =>
            {
                string currency = samples.Columns[2].Write(samples[row, 2]);
                Assert.True(currency == "EUR" ? samples[row, 1] == 1 : samples[row, 1] is (> 0.8 and < 1) or < 0.01);
            }
        );
        Assert.Equal(0, Impossible(samples));
    }

    [Fact]
    public void UnknownCurrenciesFollowFromRatesAndRatesOfOneFromTheirCurrency()
    {
        var table = Rates();
        double[][] cells = [.. Enumerable.Range(0, table.Width).Select(table.ColumnValues)];
        for (int row = 0; row < Rows; row++)
        {
            cells[1 + (row % 2)][row] = double.NaN;
        }

        using var model = Train(table);
        var (_, filled, _) = model.Impute(new IncompleteTable(Table.FromColumns(table.Columns, cells)));
        Assert.DoesNotContain(false, model.Encoding.AllRules.Hold(filled));
        Assert.All(
            Enumerable.Range(0, Rows / 2),
            row => Assert.Equal(table[(2 * row) + 1, 2], filled[(2 * row) + 1, 2])
        );
        Assert.All(Enumerable.Range(0, Rows).Where(row => table[row, 1] == 1), row => Assert.Equal(1, filled[row, 1]));
    }

    [Fact]
    public void NumbersOfLevelsInTurnsAreThoseOfTheData()
    {
        var random = new PhiloxRandom(4, 0);
        double[] prices = [1.5, 1.7, 1.9, 2.2, 2.6, 2.9, 3.5, 3.9, 4.1, 4.8];
        int[] of = [.. Enumerable.Range(0, Rows).Select(_ => random.NextInt(prices.Length))];
        var table = Detected(
            ("price", of.Select(i => prices[i]).ToArray()),
            ("group", of.Select(i => i % 2 == 0 ? "food" : "drink").ToArray())
        );
        var rules = TableRules.Find(table, wanted: true);
        var rule = Assert.IsType<DeterminingColumn>(Assert.Single(rules.Rules));
        Assert.Equal("price determines group", rule.ToString());
        var encoded = rules.Encode(table);
        Assert.Equal(2, encoded.Width);
        Assert.Equal(table.ColumnValues(0), rules.Decode(encoded).ColumnValues(0));
        // Food costs 1.5 or 1.9, and drinks 1.7.
        var moved = rules.Decode(
            Table.FromColumns(
                encoded.Columns,
                [
                    [1.72, 1.72],
                    [table[Array.IndexOf(of, 0), 1], table[Array.IndexOf(of, 1), 1]],
                ]
            )
        );
        Assert.Equal([1.9, 1.7], moved.ColumnValues(0));
    }

    [Fact]
    public void AccountsFollowFromTheirNames()
    {
        var random = new PhiloxRandom(5, 0);
        int[] accounts = [4000, 5000, 6100, 6200, 7000];
        int[] of = [.. Enumerable.Range(0, Rows).Select(_ => random.NextInt(accounts.Length))];
        var table = Detected(
            ("account", of.Select(i => accounts[i]).ToArray()),
            ("name", of.Select(i => $"account of {(char)('a' + i)}").ToArray())
        );
        var rules = TableRules.Find(table, wanted: true);
        Assert.Equal("name determines account", Assert.IsType<DeterminedColumn>(Assert.Single(rules.Rules)).ToString());
        Assert.Equal(table.ColumnValues(0), rules.Decode(rules.Encode(table)).ColumnValues(0));
        // What a schema says stays.
        Assert.Equal(
            "account determines name",
            Assert.Single(DeclaredRules.Create(table, ["account determines name"]).Rules).ToString()
        );
    }

    [Fact]
    public void NumbersWithoutHolesStay()
    {
        var random = new PhiloxRandom(6, 0);
        int[] months = [.. Enumerable.Range(0, Rows).Select(_ => random.NextInt(6))];
        var table = Detected(
            ("month", months.Select(month => month + 1).ToArray()),
            ("name", months.Select(month => $"month {(char)('z' - month)}").ToArray())
        );
        Assert.Equal("month determines name", Assert.Single(TableRules.Find(table, wanted: true).Rules).ToString());
    }

    // Three entities with their currencies; the last column has the currency.
    private static Table Rates()
    {
        var random = new PhiloxRandom(3, 0);
        int[] entities = [.. Enumerable.Range(0, Rows).Select(_ => random.NextInt(3))];
        int[] currencies = [.. entities.Select(entity => random.NextInt(3) == 0 ? 0 : entity)];
        double[] rates =
        [
            .. currencies.Select(currency =>
                currency == 0 ? 1
                : currency == 1 ? Math.Round(0.9 + (0.04 * random.NextDouble()), 4)
                : Math.Round(0.006 + (0.0004 * random.NextDouble()), 6)
            ),
        ];
        return Detected(
            ("entity", entities.Select(entity => $"entity {entity}").ToArray()),
            ("rate", rates),
            ("currency", currencies.Select(currency => Currencies[currency]).ToArray())
        );
    }

    private static Table Detected(params (string Name, Array Cells)[] columns)
    {
        var table = Table.FromArrays(columns);
        return Schema.Detect(table).Apply(table);
    }

    private static int Impossible(Table rows) =>
        Enumerable
            .Range(0, rows.RowCount)
            .Count(row =>
                rows.Columns[2].Write(rows[row, 2]) is var currency
                && currency != "EUR"
                && rows.Columns[0].Write(rows[row, 0]) != $"entity {Array.IndexOf(Currencies, currency)}"
            );

    private static TableModel Train(Table table) =>
        TrainedModel.Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(table) }).As<TableModel>();
}
