using Likeness.Compute.Cpu;
using Likeness.Data;
using Likeness.Data.Kinds;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Rules;
using Likeness.Modalities.Tables.Rules.Declared;
using Likeness.Modalities.Tables.Rules.Formulas;
using Likeness.Runs;

namespace Likeness.Tests.Modalities.Tables.Rules.Formulas;

/// <summary>Formulas with another case: missing parts that count as 0, a bound, and a 0 in place of the formula; and fractions of columns.</summary>
public sealed class FormulaCasesTests
{
    private const int Rows = 900;

    public static TheoryData<string, string[]> Tables =>
        new()
        {
            { "bookings", ["after = amount + before", "amount = credit - debit (missing as 0)"] },
            { "payments", ["open = gross - paid (missing as 0)"] },
            { "invoices", ["paid = gross - open", "gross = net × (1 + rate / 100)", "open = gross or 0"] },
            { "claims", ["payout = max(0, claim - deductible)"] },
            { "policies", ["payout = max(0, claim - deductible) or 0"] },
            { "customers", ["average = spent / orders"] },
            { "products", ["margin = 100 × (price - cost) / price"] },
        };

    [Theory]
    [MemberData(nameof(Tables))]
    public void TheRulesAreFoundAndKept(string name, string[] rules)
    {
        var table = Create(name);
        var found = TableRules.Find(table, wanted: true);
        Assert.Equal(rules.Order(), Texts(table).Where(text => text.Contains('=')).Order());
        Assert.Equal(Texts(table), TableRules.FromJson(found.ToJson()).Rules.Select(rule => rule.ToString()!));
        // As a schema states them.
        var declared = DeclaredRules.Create(table, [.. found.Rules.SelectMany(rule => rule.Texts).Reverse()]);
        Assert.Equal(Texts(table).Order(), declared.Rules.Select(rule => rule.ToString()!).Order());
        Assert.All([found, declared], one => AssertSame(table, one.Decode(one.Encode(table))));
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void SampledRowsSatisfyThem(string name, string[] rules)
    {
        var table = Create(name);
        using var model = Train(table);
        Assert.All(rules, rule => Assert.Contains(rule, model.Encoding.Rules.Select(one => one.ToString())));
        var rows = model.Sample(500);
        Assert.All(
            Enumerable.Range(0, rows.RowCount),
            row => Assert.True(IsRight(name, rows.Row(row)), $"{row}: {string.Join(", ", rows.Row(row).ToArray())}")
        );
        // Both cases occur about as often.
        int last = table.Width - 1;
        Assert.Equal(Zeros(table, last), Zeros(rows, last), 0.1);
    }

    /// <summary>What is computed is imputed from its parts, also where a part is missing because it counts as 0.</summary>
    [Theory]
    [MemberData(nameof(Tables))]
    public void TheResultIsImputed(string name, string[] rules)
    {
        var table = Create(name);
        using var model = Train(table);
        Assert.NotEmpty(rules);
        int computed = table
            .Columns.ToList()
            .FindIndex(column =>
                rules[^1].StartsWith(column.Name + " =", StringComparison.Ordinal)
                || (name == "products" && column.Name == "margin")
            );
        double[][] cells = [.. Enumerable.Range(0, table.Width).Select(column => table.ColumnValues(column)[..100])];
        double[] real = cells[computed];
        cells[computed] = [.. real.Select(_ => double.NaN)];
        var (_, filled, _) = model.Impute(new IncompleteTable(Table.FromColumns(table.Columns, cells)));
        Assert.All(
            Enumerable.Range(0, 100),
            row => Assert.True(IsRight(name, filled.Row(row)), $"{row}: {string.Join(", ", filled.Row(row).ToArray())}")
        );
        bool[] right =
        [
            .. filled
                .ColumnValues(computed)
                .Zip(real)
                .Where(pair => !double.IsNaN(pair.Second))
                .Select(pair => Math.Abs(pair.First - pair.Second) < 0.0101),
        ];
        // What was paid is imputed, too.
        Assert.InRange(right.Count(one => one), (name == "payments" ? 0.5 : 0.9) * right.Length, right.Length);
    }

    /// <summary>Of a debit and a credit, an amount tells the one that there is.</summary>
    [Fact]
    public void ThePartThatThereIsFollows()
    {
        var table = Create("bookings");
        var rule = TableRules.Find(table, wanted: true).Rules.Single(one => one.Column == "amount");
        Assert.True(Assert.IsType<FormulaColumn>(rule).HasOnePart);
        double[][] cells = [.. Enumerable.Range(0, table.Width).Select(table.ColumnValues)];
        foreach (int part in (int[])[1, 2])
        {
            cells[part] = [.. cells[part].Select(_ => double.NaN)];
        }

        var completed = rule.Complete(Table.FromColumns(table.Columns, cells));
        Assert.Equal(
            table.ColumnValues(1).Select(OrZero),
            completed.ColumnValues(1).Select(OrZero),
            (a, b) => Math.Abs(a - b) < 1e-9
        );
        Assert.Equal(
            table.ColumnValues(2).Select(OrZero),
            completed.ColumnValues(2).Select(OrZero),
            (a, b) => Math.Abs(a - b) < 1e-9
        );
    }

    /// <summary>A missing part that is unknown, or is missing in few rows, does not count as 0.</summary>
    [Theory]
    [InlineData(300, true)]
    [InlineData(10, false)]
    public void AMissingPartOfASumIsNoZeroByChance(int missing, bool isUnknown)
    {
        var random = new PhiloxRandom(3, 0);
        double[] fare = Values(random, row => Math.Round(5 + (50 * random.NextDouble()), 2));
        double[] tip = Values(random, row => Math.Round(9 * random.NextDouble(), 2));
        double[] given =
        [
            .. tip.Select((value, row) => row * missing / Rows != (row + 1) * missing / Rows ? double.NaN : value),
        ];
        double[] total =
        [
            .. fare.Select(
                (value, row) => Math.Round(value + (double.IsNaN(given[row]) && !isUnknown ? 0 : tip[row]), 2)
            ),
        ];
        Assert.DoesNotContain(
            TableRules.Find(Detected(("fare", fare), ("tip", given), ("total", total)), wanted: true).Rules,
            rule => rule.ToString()!.Contains("missing", StringComparison.Ordinal)
        );
    }

    /// <summary>Few zeros are neither a bound nor another case; a column that is 0 at random is none that a bound makes 0.</summary>
    [Theory]
    [InlineData(10, 0, null)]
    [InlineData(0, 10, null)]
    [InlineData(0, 300, "payout = claim - deductible or 0")]
    public void ZerosAreNoBoundByChance(int below, int free, string? rule)
    {
        var random = new PhiloxRandom(7, 0);
        double[] deductible = Values(random, _ => 100 * (1 + random.NextInt(5)));
        double[] claim =
        [
            .. deductible.Select(
                (one, row) =>
                    Math.Round(row < below ? one * random.NextDouble() : one + (2000 * random.NextDouble()), 2)
            ),
        ];
        double[] payout =
        [
            .. claim.Select((one, row) => row >= Rows - free ? 0 : Math.Max(0, Math.Round(one - deductible[row], 2))),
        ];
        Assert.Equal(
            rule is null ? [] : [rule],
            TableRules
                .Find(Detected(("claim", claim), ("deductible", deductible), ("payout", payout)), wanted: true)
                .Exact.Select(one => one.ToString()!)
                .Where(text => text.Contains('='))
        );
    }

    /// <summary>A fraction that holds in all rows but one is no rule, nor are halves that are always rounded down.</summary>
    [Fact]
    public void FractionsAreExact()
    {
        var table = Create("products");
        double[][] cells = [.. Enumerable.Range(0, table.Width).Select(table.ColumnValues)];
        cells[2][5] += 0.2;
        Assert.Equal(["cost ≤ price"], Texts(Table.FromColumns(table.Columns, cells)));
        var random = new PhiloxRandom(8, 0);
        double[] two = Values(random, _ => (double)random.NextInt(400) / 10);
        double[] half = [.. two.Select(one => Math.Floor((one * 5) + 1e-9) / 10)];
        Assert.DoesNotContain(Texts(Detected(("two", two), ("half", half))), text => text.Contains('='));
    }

    private static string[] Texts(Table rows) =>
        [.. TableRules.Find(rows, wanted: true).Exact.Select(rule => rule.ToString()!)];

    private static double OrZero(double value) => double.IsNaN(value) ? 0 : value;

    private static double Zeros(Table rows, int column) =>
        rows.ColumnValues(column).Count(value => value == 0) / (double)rows.RowCount;

    // Halves of a last place are rounded either way.
    private static bool IsRight(string name, ReadOnlySpan<double> row) =>
        name switch
        {
            "bookings" => Is(row[3], OrZero(row[2]) - OrZero(row[1])) && Is(row[5], row[4] + row[3]),
            "payments" => Is(row[2], row[0] - OrZero(row[1])),
            "invoices" => (Is(row[4], 0) || Is(row[4], row[2])) && Is(row[3], row[2] - row[4]),
            "claims" => Is(row[2], Math.Max(0, row[0] - row[1])),
            "policies" => double.IsNaN(row[1])
                ? double.IsNaN(row[3])
                : Is(row[3], 0) || Is(row[3], Math.Max(0, row[1] - row[2])),
            "customers" => row[0] == 0 ? double.IsNaN(row[2]) : Math.Abs(row[2] - (row[1] / row[0])) < 0.00501,
            _ => Math.Abs(row[2] - (100 - (100 * row[0] / row[1]))) < 0.0501,
        };

    private static bool Is(double value, double computed) => Math.Abs(value - computed) < 1e-6;

    private static void AssertSame(Table one, Table other)
    {
        for (int column = 0; column < one.Width; column++)
        {
            double unit = one.Columns[column].Name == "margin" ? 0.101 : 0.0101;
            Assert.Equal(
                one.ColumnValues(column),
                other.ColumnValues(column),
                (a, b) => a.Equals(b) || Math.Abs(a - b) < unit
            );
        }
    }

    private static double[] Values(PhiloxRandom random, Func<int, double> next) =>
        [.. Enumerable.Range(0, Rows).Select(next)];

    private static Table Create(string name)
    {
        var random = new PhiloxRandom(5, 0);
        double[] gross = Values(random, _ => Cents(20 + (900 * random.NextDouble())));
        switch (name)
        {
            case "bookings":
                double[] income = Values(random, _ => random.NextInt(3) == 0 ? 1 : 0);
                double[] debit = [.. income.Select((one, row) => one == 1 ? double.NaN : gross[row])];
                double[] credit = [.. income.Select((one, row) => one == 1 ? Cents(gross[row] + 1000) : double.NaN)];
                double[] amount = [.. debit.Zip(credit, (less, more) => OrZero(more) - OrZero(less))];
                double[] before = Values(random, _ => Cents(3000 * random.NextDouble()));
                return Detected(
                    [new("income") { Kind = new BooleanKind() }],
                    [income],
                    ("debit", debit),
                    ("credit", credit),
                    ("amount", amount),
                    ("before", before),
                    ("after", [.. before.Zip(amount, (one, more) => Cents(one + more))])
                );
            case "payments":
                double[] paid =
                [
                    .. gross.Select(one => random.NextInt(3) == 0 ? double.NaN : Cents(one * random.NextDouble())),
                ];
                return Detected(
                    ("gross", gross),
                    ("paid", paid),
                    ("open", [.. gross.Zip(paid, (one, part) => Cents(one - OrZero(part)))])
                );
            case "invoices":
                double[] net = gross;
                double[] rate = Values(random, _ => new double[] { 0, 7, 19 }[random.NextInt(3)]);
                double[] all = [.. net.Select((one, row) => Math.Round((one * (1 + (rate[row] / 100))) + 1e-9, 2))];
                double[] open = [.. all.Select(one => random.NextInt(6) == 0 ? one : 0)];
                return Detected(
                    ("net", net),
                    ("rate", rate),
                    ("gross", all),
                    ("paid", [.. all.Zip(open, (one, left) => one - left)]),
                    ("open", open)
                );
            case "claims":
                double[] bound = Values(random, _ => 150 * random.NextInt(4));
                return Detected(
                    ("claim", gross),
                    ("deductible", bound),
                    ("payout", [.. gross.Zip(bound, (one, less) => Math.Max(0, Cents(one - less)))])
                );
            case "policies":
                double[] liability = Values(random, _ => random.NextInt(3) == 0 ? 1 : 0);
                double[] deductible = [.. liability.Select(one => one == 1 ? 0 : 150.0 * (1 + random.NextInt(4)))];
                double[] claim = [.. gross.Select(one => random.NextInt(3) == 0 ? double.NaN : one)];
                double[] payout =
                [
                    .. claim.Select(
                        (one, row) =>
                            double.IsNaN(one) ? one
                            : liability[row] == 1 ? 0
                            : Math.Max(0, Cents(one - deductible[row]))
                    ),
                ];
                return Detected(
                    [new("liability") { Kind = new BooleanKind() }],
                    [liability],
                    ("claim", claim),
                    ("deductible", deductible),
                    ("payout", payout)
                );
            case "customers":
                // Halves of a cent as a binary fraction is too large or too small.
                double[] orders = Values(random, _ => random.NextInt(9));
                double[] spent = [.. orders.Select(count => Cents(count * (20 + (30 * random.NextDouble()))))];
                double[] average =
                [
                    .. orders.Zip(
                        spent,
                        (count, sum) => count == 0 ? double.NaN : double.Parse((sum / count).ToString("F2", null), null)
                    ),
                ];
                return Detected(("orders", orders), ("spent", spent), ("average", average));
            default:
                double[] cost = Values(random, _ => Cents(4 + (150 * random.NextDouble())));
                double[] price = [.. cost.Select(one => Math.Floor(one * (1.6 + random.NextDouble())) + 0.99)];
                return Detected(
                    ("cost", cost),
                    ("price", price),
                    ("margin", [.. price.Zip(cost, (one, less) => Math.Round(100 * (one - less) / one, 1))])
                );
        }
    }

    private static double Cents(double value) => Math.Round(value, 2);

    private static TableModel Train(Table table) =>
        TrainedModel.Train(new RunSettings { Model = "trees", Data = DataSource.FromTable(table) }).As<TableModel>();

    private static Table Detected(params (string Name, double[] Cells)[] columns) => Detected([], [], columns);

    private static Table Detected(Column[] first, double[][] cells, params (string Name, double[] Cells)[] columns)
    {
        var table = Table.FromColumns(
            [
                .. first,
                .. columns.Select(column => new Column(column.Name)
                {
                    Missing = Array.Exists(column.Cells, double.IsNaN) ? "" : null,
                }),
            ],
            [.. cells, .. columns.Select(column => column.Cells)]
        );
        return Likeness.Data.Schema.Detect(table).Apply(table);
    }
}
